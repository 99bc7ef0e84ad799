"""What we ask of companies that receive mails for us."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from services.core.correspondence.model import ReceivedMail


class MailHooks(Protocol):
    """A company that posts received mails to us. Its functions are pure."""

    longest_body: int
    """Bytes; a mail with all of its files."""

    def verify(self, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the message was signed with one of the secrets."""
        ...

    def is_fresh(self, body: bytes, now: datetime) -> bool:
        """Whether a verified message is not older than its name is remembered."""
        ...

    def identify(self, body: bytes) -> str:
        """The message's own name, for de-duplication. Raises `Unintelligible`."""
        ...

    def read(self, body: bytes) -> ReceivedMail:
        """The mail. Raises `Unintelligible`."""
        ...
