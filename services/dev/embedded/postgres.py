"""An embedded PostgreSQL 18: made once, started on its data, restarted the hard way for tests."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from services.dev import DevError
from services.dev.embedded.places import cluster_folder, postgres_program, unprivileged_user
from services.dev.embedded.server import Server, clean_environment

MAJOR = "18"

SETTINGS = {
    "shared_buffers": "128MB",
    "max_connections": "200",
    "log_min_messages": "warning",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}


class Postgres(Server):
    """PostgreSQL on 127.0.0.1 with its superuser `postgres`, a password, and the database `makegood`.

    Args:
        data: The server's folder; its data lies in `cluster` below it (see `places.cluster_folder`).
        port: A port, or None for any free one.
        durable: False is faster, and a crash of the machine may lose the data; a crash of the server alone
            still loses nothing that was committed.
    """

    name = "PostgreSQL"
    stop_steps = ((signal.SIGINT, 3.0), (signal.SIGQUIT, 1.0))

    def __init__(self, data: Path, *, port: int | None = None, durable: bool = True) -> None:
        super().__init__(data, port=port)
        self._settings = SETTINGS if durable else SETTINGS | FORGETFUL
        self._user = unprivileged_user()
        self._password = ""

    @property
    def address(self) -> str:
        """The `postgresql://` URL of the superuser."""
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self.port}/makegood"

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """As `Server.stop`; `immediate` is pg_ctl's: no goodbye, recovery at the next start."""
        if mode == "immediate" and self.alive:
            self._call("pg_ctl", "-D", cluster_folder(self.data), "-m", "immediate", "-w", "-t", "10", "stop")
        super().stop()

    def restart(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stops and starts again on the same port, with the same password."""
        self.stop(mode)
        self.start()

    def remove(self) -> None:
        """Stops the server and removes its folder, wherever the data lies."""
        self.stop()
        if self.data.is_dir():
            shutil.rmtree(cluster_folder(self.data), ignore_errors=True)
            shutil.rmtree(self.data, ignore_errors=True)

    def _start(self) -> None:
        program = postgres_program("postgres")
        cluster = cluster_folder(self.data)
        self._check(cluster)
        password = self.data / "password"
        if not cluster.exists():
            password.unlink(missing_ok=True)
            self._make(cluster)
        elif not password.exists():
            raise DevError(f"{password} is missing, so nobody can log in to {cluster}; move {self.data} away.")
        self._password = password.read_text()
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        self._run([program, "-D", cluster, "-p", str(self._choose_port()), *settings], user=self._user)

    def _check(self, cluster: Path) -> None:
        if not cluster.exists():
            return
        mark = cluster / "PG_VERSION"
        try:
            found = mark.read_text().strip()
        except OSError:
            raise DevError(f"{cluster} does not hold PostgreSQL's data; move it away and try again.") from None
        if found != MAJOR:
            raise DevError(f"{cluster} holds data of PostgreSQL {found}, not {MAJOR}; move it away and try again.")

    def _make(self, cluster: Path) -> None:
        """A new cluster, which appears whole or not at all."""
        with tempfile.TemporaryDirectory(dir=cluster.parent, prefix="new-") as made:
            Path(made).chmod(0o711)
            fresh = Path(made) / "cluster"
            fresh.mkdir(mode=0o700)
            if self._user is not None:
                os.chown(fresh, self._user, self._user)
            locale = (
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--encoding=UTF8",
            )
            # the password is 128 random bits, which need no stretching; sockets, which we do not open, reject
            access = ("--username=postgres", "--auth-local=reject", "--auth-host=scram-sha-256")
            self._call("initdb", "-D", fresh, *locale, *access, "--no-sync", "-c", "scram_iterations=1")
            password = secrets.token_hex(16)
            statements = f"ALTER ROLE postgres PASSWORD '{password}';\nCREATE DATABASE makegood;\n"
            self._call("postgres", "--single", "-D", fresh, "postgres", text=statements)
            (self.data / "password").touch(mode=0o600)
            (self.data / "password").write_text(password)
            fresh.rename(cluster)

    def _call(self, program: str, *arguments: str | Path, text: str = "") -> None:
        """Runs one of PostgreSQL's programs to its end."""
        done = subprocess.run(
            [postgres_program(program), *arguments],
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            start_new_session=True,
            cwd="/",
            env=clean_environment(),
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else (),
        )
        if done.returncode:
            last = (done.stdout.strip().splitlines() or ["it said nothing"])[-1]
            raise DevError(f"PostgreSQL's {program} failed on {self.data}: {last}")

    def _is_ready(self) -> bool:
        # the same marks that pg_ctl waits for
        try:
            lines = (cluster_folder(self.data) / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self._pid) and lines[7].strip() == "ready"

    def _reason(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        grave = [line for line in lines if "FATAL" in line or "PANIC" in line]
        return grave[-1].strip() if grave else super()._reason()
