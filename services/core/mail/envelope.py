"""Puts a mail together: plain text with an HTML alternative, under headers that nobody can add to."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from services.core.correspondence.model import OutgoingMail
from services.core.ports import Rejected


def compose(mail: OutgoingMail, now: datetime) -> EmailMessage:
    """The mail as it is sent.

    What no person wrote says so (RFC 3834), so that no absence notice answers it. Raises `Rejected` with `BAD_ADDRESS`
    for an address that no mail can be sent to.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.from_address, mail.from_name)
    message["To"] = _address(mail.to_address, mail.to_name)
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to, mail.from_name)
    message["Subject"] = _line(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.message_id}>"
    if mail.in_reply_to and _line(mail.in_reply_to) == mail.in_reply_to:
        message["In-Reply-To"] = message["References"] = f"<{mail.in_reply_to}>"
    if mail.automatic:
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    # no server on the way has to know 8BITMIME, and no line is too long
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.locale
    return message


def _address(spec: str, name: str | None) -> Address:
    try:
        local, _, domain = spec.rpartition("@")
        found = Address(display_name=_line(name or ""), addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")
    except (ValueError, IndexError, MessageError):  # UnicodeError is a ValueError
        raise Rejected("BAD_ADDRESS", "this is no address that mail can be sent to") from None
    if not found.username or not found.domain or not found.addr_spec.isascii():
        raise Rejected("BAD_ADDRESS", "this is no address that mail can be sent to")
    return found


def _line(text: str) -> str:
    """The text in one line, as a header has it."""
    return " ".join(text.split())
