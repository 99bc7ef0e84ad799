"""The mails that were caught: the newest ones, read into what a person or a test wants to know of them."""

import email
import email.policy
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

MOST_MAILS = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """One caught mail. `headers` are its own, the first of several with one name."""

    number: int
    received_at: datetime
    sender: str
    recipients: list[str]
    subject: str
    headers: dict[str, str]
    text: str
    html: str


class Mailbox:
    """The last mails, newest first."""

    def __init__(self) -> None:
        self.mails: deque[Mail] = deque(maxlen=MOST_MAILS)
        self.port: int | None = None
        """Where mails are taken, while they are."""
        self._count = 0

    def catch(self, sender: str, recipients: list[str], content: bytes, received_at: datetime) -> Mail:
        """Keep a mail as it came over the line."""
        self._count += 1
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        headers: dict[str, str] = {}
        for name, value in message.items():
            headers.setdefault(name, str(value))
        mail = Mail(
            number=self._count,
            received_at=received_at,
            sender=sender,
            recipients=recipients,
            subject=headers.get("Subject", ""),
            headers=headers,
            text=_body(message, "plain"),
            html=_body(message, "html"),
        )
        self.mails.appendleft(mail)
        return mail

    def find(self, number: int) -> Mail | None:
        """The mail with this number, while it is kept."""
        return next((mail for mail in self.mails if mail.number == number), None)

    def to(self, recipient: str | None) -> list[Mail]:
        """Those to a recipient, or all."""
        return [mail for mail in self.mails if recipient is None or recipient in mail.recipients]

    def forget(self) -> None:
        """Be empty."""
        self.mails.clear()


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    content = part.get_content() if part is not None else ""
    return content if isinstance(content, str) else ""
