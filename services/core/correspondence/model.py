"""Messages about a claim, the mails that some of them are, and how a storefront's mails are signed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Author(StrEnum):
    """Who wrote a message. A mail from an address that is not the order's is by somebody else."""

    CUSTOMER = "CUSTOMER"
    MERCHANT = "MERCHANT"
    CARRIER = "CARRIER"
    SYSTEM = "SYSTEM"
    OTHER = "OTHER"


class Channel(StrEnum):
    """How a message came or went."""

    EMAIL = "EMAIL"
    CONTACT_FORM = "CONTACT_FORM"
    SOCIAL = "SOCIAL"
    CHAT = "CHAT"
    PHONE = "PHONE"
    API = "API"


class Way(StrEnum):
    """Whether a message came to the shop or is the shop's own."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"


class Visibility(StrEnum):
    """Who sees a message; customers never see internal ones."""

    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"


class Delivery(StrEnum):
    """How far a message got that goes out by mail."""

    PLANNED = "PLANNED"
    SENT = "SENT"
    FAILED = "FAILED"


class TemplateKey(StrEnum):
    """The occasions on which a customer is written to."""

    ACKNOWLEDGED = "ACKNOWLEDGED"
    NEEDS_INFORMATION = "NEEDS_INFORMATION"
    CHOOSE = "CHOOSE"
    DENIED = "DENIED"
    RESOLVED = "RESOLVED"
    MESSAGE = "MESSAGE"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message as somebody tells it. What is left out follows from who tells it, see `policy.decide`."""

    claim_id: str
    body: str
    author: Author | None = None
    channel: Channel | None = None
    visibility: Visibility | None = None
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What surrounds a message's text: who wrote it to whom, and over what. `by_mail` ones are to be sent."""

    author: Author
    channel: Channel
    way: Way
    visibility: Visibility
    by_mail: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """What a message has beside its text when it is or becomes a mail, or was written from a template.

    `automatic` ones were written by no person. `cause` is the task that writes, so that it writes once.
    """

    subject: str | None = None
    template_key: TemplateKey | None = None
    locale: str | None = None
    external_id: str | None = None
    in_reply_to: str | None = None
    automatic: bool = False
    cause: str | None = None


PLAIN = Details()
"""A message that is nothing but its text."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that we know. `external_id` is its Message-ID, without angle brackets, if it is or was a mail."""

    id: str
    claim_id: str
    order_id: str
    author: Author
    visibility: Visibility
    subject: str | None
    body: str
    template_key: TemplateKey | None
    locale: str | None
    external_id: str | None
    in_reply_to: str | None
    automatic: bool
    delivery: Delivery | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Template:
    """A text with variables; version 0 is the one that comes with Makegood."""

    key: TemplateKey
    locale: str
    version: int
    subject: str
    body: str
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A template filled in."""

    locale: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How a storefront's mails look: the sender, where answers go, its language, and its page for claims."""

    from_name: str | None = None
    from_address: str | None = None
    reply_domain: str | None = None
    locale: str | None = None
    page_url: str | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail, ready to be sent. Ids are Message-IDs without angle brackets. Holds personal data: never log it."""

    message_id: str
    from_name: str
    from_address: str
    to_address: str
    to_name: str | None
    reply_to: str | None
    subject: str
    text: str
    html: str
    locale: str
    in_reply_to: str | None = None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came with a mail, as its sender named and typed it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail that was received, read. `sender` and `recipients` are bare addresses; `text` is without the quotation.

    `automatic` tells of a mail that no person wrote: an absence notice, a list, a report that one was not delivered.
    `proven` is false when the sender's own domain says that the mail does not come from there (SPF).
    """

    message_id: str | None
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    replies_to: tuple[str, ...] = ()
    automatic: bool = False
    proven: bool = True
    files: tuple[ReceivedFile, ...] = ()
