"""Runs one command on a leash: when whoever holds our standard input ends, in any way, so does the command.

It is a program of its own, in the standard library alone: nobody cleans up in a process that gets a SIGKILL,
and the kernel's parent-death signal would follow the thread that started the command, not the process.
"""

import argparse
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

Step = tuple[signal.Signals, float]
"""A signal, and the seconds that the command has to end after it."""

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def guarded(
    command: Sequence[str], steps: Sequence[Step], *, user: int | None = None, report: int | None = None
) -> list[str]:
    """The command line that runs `command` under guard; the pipe given as its standard input is the leash.

    Closing the pipe asks the command to stop with the first of `steps`; so does a SIGTERM to the guard. Each
    further SIGTERM, and each deadline that passes, goes to the next step; the last is SIGKILL for the command
    and all that it started. A SIGUSR1 to the guard goes to the last step at once, whatever was asked before.
    The exit status is the command's own, or 128 + n after signal n.

    Args:
        command: What to run; it gets no standard input, and a session of its own.
        steps: How it is asked to stop.
        user: The uid it runs as, when we are root.
        report: A descriptor, inherited by the guard, on which it writes the command's process id.
    """
    options = [f"--step={name.name}:{seconds}" for name, seconds in steps]
    if user is not None:
        options.append(f"--user={user}")
    if report is not None:
        options.append(f"--report={report}")
    # -I and -S: nothing of an environment can keep the guard from starting, and it starts in 20 ms
    return [sys.executable, "-IS", str(Path(__file__).resolve()), *options, "--", *command]


def end_with_parent(name: signal.Signals) -> None:
    """Asks the kernel to send `name` to this process when its parent ends; does nothing where it cannot."""
    _ask_kernel(PR_SET_PDEATHSIG, int(name))


def _ask_kernel(option: int, value: int) -> None:
    with suppress(OSError, AttributeError):  # Linux alone knows prctl
        ctypes.CDLL(None).prctl(option, value)


def _tie(guard: int, name: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        end_with_parent(name)
        if os.getppid() != guard:
            os._exit(0)

    return tie


def _wake_up_pipe() -> int:
    """The reading end of a pipe that gets one byte, the signal's number, for each SIGCHLD, SIGTERM and SIGUSR1."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for name in (signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1):
        signal.signal(name, lambda *_: None)
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    return reader


def _has_ended(pid: int) -> bool:
    """Whether it has; it stays a zombie, so that its process group cannot be somebody else's yet."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _signal_group(pid: int, name: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, name)


def _end_orphans() -> None:
    """Ends what the command left behind in groups of its own; being a subreaper made them our children."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    with suppress(ChildProcessError):  # no child is left
        while True:
            for pid in children.read_text().split() if children.exists() else ():
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(int(pid), signal.SIGKILL)
            if os.waitpid(-1, os.WNOHANG if not children.exists() else 0) == (0, 0):
                return


def _watch(pid: int, wake_up: int, steps: list[Step]) -> None:
    """Returns when the command has ended."""
    leash: list[int] = [sys.stdin.fileno()]
    deadline: float | None = None
    while not _has_ended(pid):
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([*leash, wake_up], [], [], wait)
        harder = 0 if ready or deadline is None else 1
        if wake_up in ready:
            told = os.read(wake_up, 64)
            harder += told.count(signal.SIGTERM)
            if signal.SIGUSR1 in told:
                steps.clear()
                harder += 1
        if leash and leash[0] in ready and not os.read(leash[0], 64):
            leash.clear()
            harder += deadline is None
        for _ in range(harder):
            name, seconds = steps.pop(0) if steps else (signal.SIGKILL, 1.0)
            deadline = time.monotonic() + seconds
            if name == signal.SIGKILL:
                _signal_group(pid, name)
            else:
                os.kill(pid, name)
                os.kill(pid, signal.SIGCONT)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", action="append", required=True)
    parser.add_argument("--user", type=int)
    parser.add_argument("--report", type=int)
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def main() -> int:
    """Runs the command of our own arguments to its end and returns its exit status."""
    arguments = _arguments()
    steps = [(signal.Signals[name], float(seconds)) for name, seconds in (s.split(":") for s in arguments.step)]
    wake_up = _wake_up_pipe()
    _ask_kernel(PR_SET_CHILD_SUBREAPER, 1)
    try:
        command = subprocess.Popen(
            arguments.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_tie(os.getpid(), steps[0][0]),  # noqa: PLW1509 — this process has one thread
            user=arguments.user,
            group=arguments.user,
            extra_groups=None if arguments.user is None else (),
        )
    except OSError as error:
        print(f"{arguments.command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    if arguments.report is not None:
        os.write(arguments.report, b"%d\n" % command.pid)
        os.close(arguments.report)
    _watch(command.pid, wake_up, steps)
    _signal_group(command.pid, signal.SIGKILL)
    status = command.wait()
    _end_orphans()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
