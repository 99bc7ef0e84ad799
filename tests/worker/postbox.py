"""A real mail server that keeps what it takes, and says no to whom it is told to."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP
from pydantic import SecretStr


@dataclass
class Postbox:
    """What came in, and how the server answers."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """What a recipient, or `MAIL` or `DATA`, is answered with instead of 250."""
    taken: Callable[[], Awaitable[None]] | None = None
    """Called after a mail was taken and before the client hears of it."""

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of a worker that sends here."""
        url = f"smtp://127.0.0.1:{self.port}?sandbox=on"
        return {"smtp_url": SecretStr(url), "mail_from": "claims@shop.example"}

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients += envelope.rcpt_tos
        if self.taken is not None:
            await self.taken()
        return "250 OK"


@asynccontextmanager
async def listening(postbox: Postbox) -> AsyncIterator[Postbox]:
    """Take mails for as long as the block lasts; the port stays the same when it comes back."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox, hostname="postbox", loop=loop), "127.0.0.1", postbox.port)
    postbox.port = server.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        server.close()


def plain(message: EmailMessage) -> str:
    """The plain text of a mail."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
