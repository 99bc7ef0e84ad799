"""The server that takes our mails, by SMTP: with TLS, deadlines, and the three failures of the outside."""

import asyncio
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from services.core.ports import Rejected, Unavailable

CONNECT_SECONDS = 10.0
DEADLINE_SECONDS = 45.0
MOST_AT_ONCE = 10
"""Connections of one process; the others wait for their turn."""
PORTS = {"smtp": 587, "smtps": 465}
_PERMANENT = 500


class BadMailServer(ValueError):
    """The setting cannot be used; the message never shows its value."""


class Mailer:
    """Hands mails to one server, a connection for each. Without a server it sends nothing.

    `smtps://` speaks TLS from the first byte. `smtp://` changes to TLS when the server offers it, and insists on that
    when it has to log in, unless the URL ends in `?starttls=off`. `?sandbox=on` says that the server keeps every mail
    to itself: test storefronts use no other.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if url and (parts.scheme not in PORTS or not parts.hostname or not options.keys() <= {"starttls", "sandbox"}):
            raise BadMailServer("SMTP_URL must be written like smtps://user:password@mail.example:465")
        self.is_there = bool(url)
        self.is_sandbox = options.get("sandbox") == "on"
        self._host = parts.hostname or ""
        self._port = parts.port or PORTS.get(parts.scheme, 0)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._use_tls = parts.scheme == "smtps"
        start = False if options.get("starttls") == "off" else (True if self._user else None)
        self._start_tls = None if self._use_tls else start
        self._places = asyncio.Semaphore(MOST_AT_ONCE)

    async def send(self, message: EmailMessage) -> None:
        """Hand a mail over.

        Raises:
            Unavailable: the server is away, busy, or does not let us in; the mail may have been taken if `ambiguous`.
            Rejected: it will never take this mail. Its code says which part of it.
        """
        async with self._places:
            try:
                async with asyncio.timeout(DEADLINE_SECONDS):
                    await self._send(message)
            except TimeoutError:
                raise Unavailable("the mail server did not answer in time") from None

    async def _send(self, message: EmailMessage) -> None:
        # what the server says may quote addresses, so that only its code is told on
        try:
            await aiosmtplib.send(
                message,
                hostname=self._host,
                port=self._port,
                username=self._user,
                password=self._password,
                use_tls=self._use_tls,
                start_tls=self._start_tls,
                timeout=CONNECT_SECONDS,
                local_hostname=message["From"].addresses[0].domain,  # else the network would be asked for ours
            )
        except SMTPRecipientsRefused as error:
            raise _answered("RECIPIENT_REFUSED", max(one.code for one in error.recipients)) from None
        except SMTPSenderRefused as error:
            raise _answered("SENDER_REFUSED", error.code) from None
        except SMTPDataError as error:
            raise _answered("MAIL_REFUSED", error.code) from None
        except SMTPResponseException as error:  # about us or the connection, not about this mail
            raise Unavailable(f"the mail server answered {error.code}", ambiguous=False) from None
        except (SMTPException, OSError) as error:
            raise Unavailable(f"the mail server cannot be used: {type(error).__name__}") from None


def _answered(code: str, status: int) -> Rejected | Unavailable:
    """A server's "no": for good (RFC 5321, 4.2.1) or for now."""
    if status >= _PERMANENT:
        return Rejected(code, f"the mail server answered {status}")
    return Unavailable(f"the mail server answered {status}", ambiguous=False)


def open_mailer(url: str) -> Mailer:
    """The mailer for the setting SMTP_URL. Raises `BadMailServer`."""
    try:
        return Mailer(url)
    except BadMailServer:
        raise
    except ValueError:
        raise BadMailServer("SMTP_URL must be written like smtps://user:password@mail.example:465") from None
