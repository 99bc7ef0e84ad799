"""One server of our own on 127.0.0.1: started, watched and ended, with no process left over."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from services.dev import DevError
from services.dev.embedded.places import own_folder
from services.dev.guard import Step, guarded
from services.dev.ports import free_port, is_busy

START_SECONDS = 60.0


class Server:
    """A server with its folder, its port and its process; `stop` from another thread interrupts a start.

    The port is chosen at the first start and kept, so that clients find the server again after a restart. The
    process also ends when ours does, even by SIGKILL.
    """

    name: str
    stop_steps: tuple[Step, ...]

    def __init__(self, data: Path, *, port: int | None = None) -> None:
        self.data = data.absolute()
        self.port = port
        self.log = self.data / "log"
        self._guard: subprocess.Popen[bytes] | None = None
        self._pid = 0
        self._lock = threading.Lock()
        self._interrupted = threading.Event()

    @property
    def pid(self) -> int:
        """The server's own process id; raises DevError when it does not run."""
        if not self.alive:
            raise DevError(f"{self.name} does not run.")
        return self._pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._guard is not None and self._guard.poll() is None

    @property
    def address(self) -> str:
        """What a client connects to, with its password."""
        raise NotImplementedError

    def start(self) -> str:
        """Starts the server unless it runs, waits for its answer, returns `address`; raises DevError."""
        with self._lock:
            if not self.alive:
                self._end()
                own_folder(self.data)
                try:
                    self._start()
                except BaseException:
                    self._end()
                    raise
            return self.address

    def stop(self) -> None:
        """Ends the server in good order, or else by force; a server that does not run is left alone."""
        self._interrupted.set()
        with self._lock:
            self._interrupted.clear()
            self._end()

    def kill(self) -> None:
        """Ends it as a crash would, with SIGKILL."""
        os.kill(self.pid, signal.SIGKILL)
        self._end()

    def pause(self) -> None:
        """Keeps it from doing anything: connections open and nobody answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Ends a pause."""
        os.kill(self.pid, signal.SIGCONT)

    def _start(self) -> None:
        raise NotImplementedError

    def _is_ready(self) -> bool:
        raise NotImplementedError

    def _reason(self) -> str:
        """Why it ended, in the server's own words."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return lines[-1].strip() if lines else "it said nothing"

    def _choose_port(self) -> int:
        if self.port is None:
            self.port = free_port()
        elif is_busy(self.port):
            raise DevError(f"Port {self.port} is busy, and {self.name} needs it; stop what listens there.")
        return self.port

    def _run(self, command: Sequence[str | Path], *, user: int | None = None) -> None:
        """Starts the process and waits until it is ready."""
        report, write_end = os.pipe()
        line = guarded([str(word) for word in command], self.stop_steps, user=user, report=write_end)
        with self.log.open("wb") as log:
            self.log.chmod(0o600)
            self._guard = subprocess.Popen(
                line,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(write_end,),
                cwd="/",
                env=clean_environment(),
            )
        os.close(write_end)
        with os.fdopen(report, "rb") as reader:
            self._pid = int(reader.readline() or b"0")
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if not self.alive:
                raise DevError(f"{self.name} did not start on {self.data}: {self._reason()}")
            if self._interrupted.is_set():
                raise DevError(f"{self.name} was stopped while it started.")
            if time.monotonic() > deadline:
                raise DevError(f"{self.name} did not answer within {START_SECONDS:.0f} s; its log is {self.log}")
            time.sleep(0.02)

    def _end(self) -> None:
        if self._guard is None:
            return
        assert self._guard.stdin is not None
        with suppress(OSError):
            self._guard.stdin.close()
        # the guard ends by itself: its last step is SIGKILL
        self._guard.wait()
        self._guard = None


def clean_environment() -> Mapping[str, str]:
    """An environment in which no variable of the person (PGPORT, LC_ALL, …) changes what a server does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
