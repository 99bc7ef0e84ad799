"""One PostgreSQL and one Redis for all processes of a test run, started when the first of them asks."""

import shutil
import tempfile
import threading
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import NamedTuple

from services.dev import DevError
from services.dev.embedded.postgres import Postgres
from services.dev.embedded.redis import Redis


class Addresses(NamedTuple):
    """Where the shared servers listen, as URLs with their passwords."""

    postgres: str
    redis: str


class SharedServers:
    """The owner's side: it answers on the socket `door` and ends the servers in `close`.

    The servers forget nothing when they crash, only when the machine does. Their folder is temporary.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="makegood-"))
        self._folder.chmod(0o711)
        self._postgres = Postgres(self._folder / "postgres", durable=False)
        self._redis = Redis(self._folder / "redis")
        self._listener = Listener(str(self._folder / "door"), family="AF_UNIX")
        self.door = self._folder / "door"
        self.door.chmod(0o600)
        self._closed = False
        self._thread = threading.Thread(target=self._answer, name="shared servers", daemon=True)
        self._thread.start()

    def _answer(self) -> None:
        while True:
            with self._listener.accept() as caller:
                if self._closed:
                    return
                try:
                    caller.send(("addresses", self._postgres.start(), self._redis.start()))
                except DevError as error:
                    caller.send(("error", str(error), ""))

    def close(self) -> None:
        """Ends the servers and removes what they wrote."""
        self._closed = True
        with Client(str(self.door), family="AF_UNIX"):
            pass
        self._thread.join()
        self._listener.close()
        self._redis.stop()
        self._postgres.remove()
        shutil.rmtree(self._folder, ignore_errors=True)


def shared_addresses(door: str | Path) -> Addresses:
    """The addresses of the servers behind `door`, which start now unless they run; raises DevError."""
    with Client(str(door), family="AF_UNIX") as owner:
        kind, first, second = owner.recv()
    if kind == "error":
        raise DevError(first)
    return Addresses(first, second)
