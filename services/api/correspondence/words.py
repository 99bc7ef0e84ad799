"""The words for correspondence, described for the wire."""

from enum import StrEnum

from services.api.words import describe
from services.core.correspondence.model import Author, Channel, Delivery, TemplateKey, Visibility, Way

__all__ = ["Author", "Channel", "Delivery", "TemplateKey", "TimelineKind", "Visibility", "Way"]


class TimelineKind(StrEnum):
    """What stands in a timeline."""

    EVENT = "EVENT"
    MESSAGE = "MESSAGE"
    SCAN = "SCAN"


describe(
    TimelineKind,
    "TimelineKind",
    "What an entry of a case's timeline is.",
    {
        TimelineKind.EVENT: "Something that was done about the claim.",
        TimelineKind.MESSAGE: "Something that was written or said.",
        TimelineKind.SCAN: "Something that the carrier says happened to the parcel.",
    },
)

describe(
    Author,
    "MessageAuthor",
    "Who wrote or said something.",
    {
        Author.CUSTOMER: "The customer of the order.",
        Author.MERCHANT: "The shop, by a person or a program of its own.",
        Author.CARRIER: "The carrier.",
        Author.SYSTEM: "Makegood itself, from a template.",
        Author.OTHER: "Somebody else: a mail that does not come from the order's address.",
    },
)

describe(
    Channel,
    "MessageChannel",
    "How a message came or went.",
    {
        Channel.EMAIL: "By e-mail.",
        Channel.CONTACT_FORM: "By the shop's contact form.",
        Channel.SOCIAL: "On social media.",
        Channel.CHAT: "In a chat.",
        Channel.PHONE: "By telephone.",
        Channel.API: "Over this API.",
    },
)

describe(
    Way,
    "MessageDirection",
    "Whether a message came to the shop or is its own.",
    {Way.INBOUND: "It came to the shop.", Way.OUTBOUND: "It is the shop's own."},
)

describe(
    Visibility,
    "MessageVisibility",
    "Who sees a message.",
    {Visibility.PUBLIC: "The customer as well.", Visibility.INTERNAL: "The shop's side alone."},
)

describe(
    Delivery,
    "MessageDelivery",
    "How far a message got that goes out by mail.",
    {
        Delivery.PLANNED: "It is to be sent.",
        Delivery.SENT: "The mail server took it.",
        Delivery.FAILED: "It cannot be sent; see the code.",
    },
)

describe(
    TemplateKey,
    "MessageTemplateKey",
    "The occasions on which a customer is written to.",
    {
        TemplateKey.ACKNOWLEDGED: "The claim has arrived.",
        TemplateKey.NEEDS_INFORMATION: "The shop needs more from the customer.",
        TemplateKey.CHOOSE: "The claim is approved; the customer chooses how it is made good.",
        TemplateKey.DENIED: "The claim is denied.",
        TemplateKey.RESOLVED: "The claim was made good.",
        TemplateKey.MESSAGE: "What stands around a message that a person of the shop wrote.",
    },
)
