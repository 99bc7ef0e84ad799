"""`make run` over stand-in programs: what it says, how it ends, and that nothing is left of it."""

import json
import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.dev import DevError
from services.dev.banner import banner
from services.dev.keys import development_keys
from services.dev.lock import stop_holder
from services.dev.ports import free_port
from tests.dev.processes import eventually, processes_of

STAND_INS = Path(__file__).with_name("stand_ins.py")
PROJECT = STAND_INS.parents[2]

IDLE = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
CRASH = "raise SystemExit(3)"
ONCE = """
import os, sys, time
from pathlib import Path
mark = Path(sys.argv[1]) / 'crashed'
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), 9)
print('up again', flush=True)
time.sleep(600)
"""


ANSWER = """
import http.server
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print('answered', flush=True)
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(('127.0.0.1', {port}), Handler).serve_forever()
"""


def farewell(name: str) -> str:
    """A program that notes when it is asked to stop."""
    return f"""
import signal, sys, time
from pathlib import Path
def stop(*_):
    with (Path(sys.argv[1]) / 'farewells').open('a') as file:
        file.write('{name} ')
    sys.exit()
signal.signal(signal.SIGTERM, stop)
print('listening', flush=True)
time.sleep(600)
"""


class Run:
    """A running `stand_ins.py` and what it has said so far."""

    def __init__(self, folder: Path, *programs: str, servers: bool = False) -> None:
        elsewhere = {} if servers else {"DATABASE_URL": "postgresql://elsewhere", "REDIS_URL": "redis://elsewhere"}
        self.said_file = folder / f"said-{os.urandom(4).hex()}"
        with self.said_file.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, STAND_INS, folder, *(program for program in programs)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**os.environ, "PYTHONPATH": str(PROJECT), **elsewhere},
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.said_file.read_text()

    def until(self, words: str) -> None:
        eventually(f"{words!r} in\n{self.said}", lambda: words in self.said or self.process.poll() is not None)
        assert words in self.said

    def send(self, name: signal.Signals) -> None:
        self.process.send_signal(name)

    def end(self) -> int:
        status = self.process.wait(timeout=60)
        assert "Traceback" not in self.said
        return status

    def lines(self, name: str) -> list[str]:
        """What stands under a name."""
        parts = (line.partition("│") for line in self.said.splitlines())
        return [text.strip() for label, _, text in parts if label.strip() == name]


Start = Callable[..., Run]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    runs: list[Run] = []

    def begin(*programs: str, servers: bool = False) -> Run:
        runs.append(Run(folder, f"port={free_port()}", *programs, servers=servers))
        return runs[-1]

    yield begin
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
        run.process.wait()


def test_it_says_where_everything_is_and_ends_on_ctrl_c(start: Start, folder: Path) -> None:
    run = start(f"api={IDLE}", f"worker={IDLE}")
    run.until("make demo")
    assert processes_of(str(folder))
    run.send(signal.SIGINT)
    assert run.end() == 0
    assert processes_of(str(folder)) == []
    assert run.lines("makegood")[-1] == "stopped"


def test_the_newcomer_is_sent_to_the_demo_shop_first(tmp_path: Path) -> None:
    urls = re.findall(r"http://\S+", banner({"API": 8000, "Sandbox": 8100, "SMTP": 8125}, tmp_path, []))
    assert urls[0] == "http://127.0.0.1:8100/demo/"


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGHUP])
def test_it_ends_the_same_way_on_other_signals(start: Start, folder: Path, name: signal.Signals) -> None:
    run = start(f"api={IDLE}")
    run.until("make demo")
    run.send(name)
    assert run.end() == 0
    assert processes_of(str(folder)) == []


def test_the_last_stage_stops_first(start: Start, folder: Path) -> None:
    run = start(f"sandbox={farewell('sandbox')}", "|=", f"api={farewell('api')}")
    for name in ("sandbox", "api"):
        run.until(f"{name:<8} │ listening")
    run.send(signal.SIGINT)
    assert run.end() == 0
    assert (folder / "farewells").read_text() == "api sandbox "


def test_a_second_ctrl_c_does_not_wait(start: Start, folder: Path) -> None:
    run = start(f"api={DEAF}", "|=", f"worker={DEAF}")
    for name in ("api", "worker"):
        run.until(f"{name:<8} │ deaf")
    run.send(signal.SIGINT)
    run.until("stopping")
    run.send(signal.SIGINT)
    assert run.end() == 0
    assert processes_of(str(folder)) == []


def test_ctrl_c_while_it_starts_leaves_nothing(start: Start, folder: Path) -> None:
    run = start("migrate=print('at work', flush=True); " + IDLE)
    run.until("at work")
    run.send(signal.SIGINT)
    assert run.end() == 0
    assert processes_of(str(folder)) == []


def test_nothing_is_left_when_it_is_killed(start: Start, folder: Path) -> None:
    run = start(f"api={IDLE}", f"worker={IDLE}")
    run.until("make demo")
    run.send(signal.SIGKILL)
    run.end()
    eventually("all are gone", lambda: not processes_of(str(folder)))


def test_nothing_is_left_when_the_terminal_closes(folder: Path) -> None:
    ours, theirs = pty.openpty()
    # only the first process of the session hears of it, and this one does not pass it on
    shell = ["setsid", "--ctty", "sh", "-c", 'trap "" HUP; "$@"; true', "sh"]
    process = subprocess.Popen(
        [*shell, sys.executable, STAND_INS, folder, f"port={free_port()}", f"api={farewell('api')}"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "DATABASE_URL": "elsewhere", "REDIS_URL": "elsewhere"},
    )
    os.close(theirs)
    seen = b""
    while b"listening" not in seen:
        seen += os.read(ours, 4096)
    os.close(ours)
    process.wait(timeout=60)
    assert (folder / "farewells").read_text() == "api "
    assert processes_of(str(folder)) == []


def test_it_waits_until_every_program_answers(start: Start) -> None:
    port = free_port()
    run = start(f"api@{port}={ANSWER.format(port=port)}")
    run.until("make demo")
    assert run.said.index("answered") < run.said.index("make demo")


def test_a_program_that_never_answers_is_named(start: Start, folder: Path) -> None:
    run = start(f"api@{free_port()}={IDLE}", f"worker={IDLE}")
    assert run.end() == 1
    assert run.lines("makegood")[-1] == "Not ready within 5 s: api; see the lines above."
    assert processes_of(str(folder)) == []


def test_ctrl_c_while_a_program_does_not_answer_leaves_nothing(start: Start, folder: Path) -> None:
    run = start(f"api@{free_port()}=print('silent', flush=True); {IDLE}")
    run.until("silent")
    run.send(signal.SIGINT)
    assert run.end() == 0
    assert processes_of(str(folder)) == []


def test_nothing_is_left_when_nobody_reads_its_lines(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, STAND_INS, folder, f"port={free_port()}", f"api={farewell('api')}"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "DATABASE_URL": "elsewhere", "REDIS_URL": "elsewhere"},
    ) as process:
        assert process.stdout is not None
        while b"listening" not in process.stdout.readline():
            pass
    assert process.returncode == 0
    assert (folder / "farewells").read_text() == "api "
    assert processes_of(str(folder)) == []


def test_a_crashed_program_starts_again(start: Start) -> None:
    run = start(f"worker={ONCE}")
    run.until("up again")
    assert "worker ended by SIGKILL; it starts again in 0.05 s" in run.lines("makegood")


def test_a_program_that_never_stays_is_given_up_and_ends_the_rest(start: Start, folder: Path) -> None:
    run = start(f"api={IDLE}", f"worker={CRASH}")
    assert run.end() == 1
    assert run.lines("makegood")[-1] == "worker ended 3 times in a row, at last with exit status 3; giving up."
    assert processes_of(str(folder)) == []


def test_failed_migrations_end_it_with_one_line(start: Start) -> None:
    run = start("migrate=raise SystemExit('0001_begin.sql was edited')", f"api={IDLE}")
    assert run.end() == 1
    assert run.lines("migrate") == ["0001_begin.sql was edited"]
    assert run.lines("makegood")[-1] == "The migrations ended with exit status 1; the lines above say why."


def test_a_busy_port_ends_it_before_anything_starts(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        run = Run(folder, f"port={port}", f"api={IDLE}")
        assert run.end() == 1
    assert run.said.splitlines() == [
        f"makegood │ Port {port} is busy, and the API needs it; stop what listens there and try again."
    ]


def test_a_second_run_on_the_same_folder_is_refused_with_one_line(start: Start, folder: Path) -> None:
    first = start(f"api={IDLE}")
    first.until("make demo")
    second = start(f"api={IDLE}")
    assert second.end() == 1
    line = f"`make run` already runs on {folder / 'data'} (process {first.process.pid}); stop it first."
    assert second.lines("makegood") == [line]
    assert first.process.poll() is None


def test_who_cleans_stops_what_runs(start: Start, folder: Path) -> None:
    run = start(f"api={IDLE}")
    run.until("make demo")
    stop_holder(folder / "data")
    assert run.end() == 0


def test_the_demo_storefronts_are_shown_and_kept_private(start: Start, folder: Path) -> None:
    row = {"storefront": "Fjord & Fell", "secretKey": "sk_test_1"}
    run = start(f"seed=print({json.dumps(json.dumps(row))})", f"api={IDLE}")
    run.until("Authorization: Bearer sk_test_1")
    kept = folder / "data" / "storefronts.jsonl"
    assert [json.loads(line) for line in kept.read_text().splitlines()] == [row]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_programs_get_the_keys_of_the_folder(start: Start, folder: Path) -> None:
    run = start("api=import os, time; print('!', os.environ['TOKEN_KEYS'], flush=True); time.sleep(600)")
    run.until("api      │ !")
    assert run.lines("api") == ["! " + development_keys(folder / "data" / "keys")["TOKEN_KEYS"]]


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    assert development_keys(file) == development_keys(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_broken_keys_are_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("VAULT_KEYS=\n")
    with pytest.raises(DevError, match="does not hold VAULT_KEYS and TOKEN_KEYS"):
        development_keys(file)
    assert file.read_text() == "VAULT_KEYS=\n"


COUNT = """
import asyncio, asyncpg, os
async def count():
    connection = await asyncpg.connect(os.environ['DATABASE_URL'])
    await connection.execute('CREATE TABLE IF NOT EXISTS runs (at timestamptz DEFAULT now())')
    await connection.execute('INSERT INTO runs DEFAULT VALUES')
    print('run', await connection.fetchval('SELECT count(*) FROM runs'), flush=True)
    await connection.close()
asyncio.run(count())
"""


def test_a_second_run_finds_the_data_of_the_first(start: Start, folder: Path) -> None:
    for number in (1, 2):
        run = start(f"migrate={COUNT}", f"api={IDLE}", servers=True)
        run.until("make demo")
        assert run.lines("migrate") == [f"run {number}"]
        run.send(signal.SIGINT)
        assert run.end() == 0
        assert processes_of(str(folder)) == []


def test_an_embedded_server_that_ended_starts_again(start: Start, folder: Path) -> None:
    run = start(f"api={IDLE}", servers=True)
    run.until("make demo")
    (server,) = (line for line in processes_of(str(folder)) if "redis-server 127.0.0.1" in line)
    os.kill(int(server.split()[0]), signal.SIGKILL)
    run.until("Redis ended; it starts again")
