"""An embedded Redis 6.2 that keeps nothing on disk."""

import secrets
import signal
import socket
from pathlib import Path

from services.dev.embedded.places import redis_program
from services.dev.embedded.server import Server

SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {data}
daemonize no
save ""
appendonly no
maxmemory-policy noeviction
"""


class Redis(Server):
    """Redis on 127.0.0.1, with a password: whoever may write to a Redis may write files as its user."""

    name = "Redis"
    stop_steps = ((signal.SIGTERM, 2.0),)

    def __init__(self, data: Path, *, port: int | None = None) -> None:
        super().__init__(data, port=port)
        self._password = secrets.token_hex(16)

    @property
    def address(self) -> str:
        """The `redis://` URL."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def _start(self) -> None:
        program = redis_program()
        settings = self.data / "redis.conf"
        settings.touch(mode=0o600)
        folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
        settings.write_text(SETTINGS.format(port=self._choose_port(), password=self._password, data=f'"{folder}"'))
        self._run([program, settings])

    def _is_ready(self) -> bool:
        assert self.port is not None
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(256)):
                    answer += part
        except OSError:
            return False
        return b"+PONG" in answer
