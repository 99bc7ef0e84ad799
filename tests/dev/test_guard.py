"""The leash: a guarded command ends with whoever holds it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.dev.guard import Step, guarded
from tests.dev.processes import eventually, processes_of

TERM: tuple[Step, ...] = ((signal.SIGTERM, 0.2),)
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"


def start(code: str, folder: Path, steps: tuple[Step, ...] = TERM) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        guarded([sys.executable, "-c", code, str(folder)], steps),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def end(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Lets the leash go; the status and the rest of the output."""
    output, _ = process.communicate(timeout=30)
    return process.returncode, output


def first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


def test_the_exit_status_is_the_commands_own(folder: Path) -> None:
    process = start("raise SystemExit(7)", folder)
    assert process.wait(timeout=30) == 7
    end(process)


def test_a_signal_becomes_128_and_its_number(folder: Path) -> None:
    process = start("import os; os.kill(os.getpid(), 9)", folder)
    assert process.wait(timeout=30) == 128 + 9
    end(process)


def test_letting_the_leash_go_asks_the_command_to_stop(folder: Path) -> None:
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('asked') or 3))\n"
        "print('up', flush=True)\ntime.sleep(600)"
    )
    process = start(code, folder, ((signal.SIGTERM, 20.0),))
    assert first_line(process) == b"up\n"
    assert end(process) == (3, b"asked\n")


def test_a_command_that_does_not_listen_is_killed(folder: Path) -> None:
    process = start(DEAF, folder)
    assert first_line(process) == b"up\n"
    assert end(process)[0] == 128 + signal.SIGKILL


@pytest.mark.parametrize("asked", [True, False])
def test_a_hurried_stop_does_not_wait_for_the_grace_of_an_earlier_one(folder: Path, asked: bool) -> None:
    process = start(DEAF, folder, ((signal.SIGTERM, 3600.0),))
    assert first_line(process) == b"up\n"
    if asked:
        process.terminate()
    process.send_signal(signal.SIGUSR1)
    assert end(process)[0] == 128 + signal.SIGKILL


def test_a_stopped_command_still_ends(folder: Path) -> None:
    process = start("import os, signal; print('up', flush=True); os.kill(os.getpid(), signal.SIGSTOP)", folder)
    assert first_line(process) == b"up\n"
    assert end(process)[0] == 128 + signal.SIGTERM


def test_descendants_in_sessions_of_their_own_end_too(folder: Path) -> None:
    child = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    code = (
        "import subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}, sys.argv[1]], start_new_session=True)\n"
        "print('up', flush=True)"
    )
    process = start(code, folder)
    assert first_line(process) == b"up\n"
    assert process.wait(timeout=30) == 0
    end(process)
    assert processes_of(str(folder)) == []


def test_the_command_ends_when_the_guard_itself_is_killed(folder: Path) -> None:
    process = start("import time; print('up', flush=True); time.sleep(600)", folder)
    assert first_line(process) == b"up\n"
    process.kill()
    process.communicate()
    eventually("the command ends", lambda: not processes_of(str(folder)))


def test_a_missing_program_is_named() -> None:
    done = subprocess.run(
        guarded(["/nowhere/at-all"], TERM), stdin=subprocess.PIPE, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (127, "/nowhere/at-all: No such file or directory\n")


def test_the_process_id_is_reported(folder: Path) -> None:
    reader, writer = os.pipe()
    code = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    process = subprocess.Popen(
        guarded([sys.executable, "-c", code, str(folder)], TERM, report=writer),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=(writer,),
    )
    os.close(writer)
    assert process.stdout is not None
    with os.fdopen(reader, "rb") as reported:
        assert reported.readline() == process.stdout.readline()
    end(process)
