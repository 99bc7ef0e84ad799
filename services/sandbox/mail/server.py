"""The SMTP side: listens on a port of its own, in the sandbox's event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from services.sandbox.mail.mailbox import Mailbox
from services.sandbox.parcels import Clock

LARGEST_MAIL = 30 * 1024 * 1024


class _Handler:
    """What aiosmtpd calls; the method's name is SMTP's word."""

    def __init__(self, mailbox: Mailbox, clock: Clock) -> None:
        self._mailbox, self._clock = mailbox, clock

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self._mailbox.catch(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content, self._clock())
        return "250 OK"


@asynccontextmanager
async def catching(mailbox: Mailbox, host: str, port: int, clock: Clock) -> AsyncIterator[None]:
    """Catch mails for as long as the block lasts; port 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """
    from aiosmtpd.smtp import SMTP  # a development package: the image is without it

    loop = asyncio.get_running_loop()
    handler = _Handler(mailbox, clock)
    server = await loop.create_server(
        lambda: SMTP(handler, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname="sandbox", loop=loop),
        host,
        port,
    )
    try:
        mailbox.port = server.sockets[0].getsockname()[1]
        yield
    finally:
        mailbox.port = None
        server.close()
