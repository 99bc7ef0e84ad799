"""What USPS writes of a scan, in our words: where it was left, and why it was not."""

import re
from html import unescape

from services.core.companies.usps.codes import CATEGORIES, CODES
from services.core.outside import UNKNOWN, Meaning, Vocabulary
from services.core.shipments.model import Handover
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

_DELIVERED = Meaning(Status.DELIVERED)
_UNDER_WAY = Meaning(Status.IN_TRANSIT)
_NOT_YET = Meaning(Status.PRE_TRANSIT)
_OUT = Meaning(Status.OUT_FOR_DELIVERY)
_LATE = Meaning(Status.DELAYED)
_WAITS = Meaning(Status.AVAILABLE_FOR_PICKUP)
_RETURNS = Meaning(Status.RETURN_TO_SENDER)
_WRONG_ADDRESS = Meaning(Status.RETURN_TO_SENDER, Reason.CONSIGNEE_INCORRECT_ADDRESS)
_NOT_CLAIMED = Meaning(Status.RETURN_TO_SENDER, Reason.CONSIGNEE_NOT_HOME)
_NOBODY = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME)
_NO_PLACE = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_SAFE_PLACE_UNAVAILABLE)
_NO_ACCESS = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_ACCESS_RESTRICTED)
_GONE = Meaning(Status.LOST, Reason.UNDER_INVESTIGATION)

# `eventType` and `status`, in small letters. What went back to its sender, or to an agent of returns, is with no
# customer though it reads "delivered"; an agent of the recipient's has taken it in their stead.
EVENTS: Vocabulary[str] = Vocabulary(
    "usps",
    "event_type",
    "https://postalpro.usps.com/pub199, appendix G, column USPS.com First Level Scripting, as USPS.com writes it",
    {
        "delivered": _DELIVERED,
        "delivered, in/at mailbox": _DELIVERED,
        "delivered, front door/porch": _DELIVERED,
        "delivered, parcel locker": _DELIVERED,
        "delivered, left with individual": _DELIVERED,
        "delivered, front desk/reception/mail room": _DELIVERED,
        "delivered, garage or other location at address": _DELIVERED,
        "delivered, garage / other door / other location at address": _DELIVERED,
        "delivered, neighbor as requested": _DELIVERED,
        "delivered, po box": _DELIVERED,
        "delivered, individual picked up at post office": _DELIVERED,
        "delivered, individual picked up at postal facility": _DELIVERED,
        "delivered, to agent": _DELIVERED,
        "delivered to agent": _DELIVERED,
        "delivered to agent for final delivery": _DELIVERED,
        "delivered to agent, front desk/reception/mail room": _DELIVERED,
        "delivered to agent, left with individual": _DELIVERED,
        "delivered to agent, picked up at usps": _DELIVERED,
        "delivered to recipient by agent": _DELIVERED,
        "picked up": _DELIVERED,
        "delivered, to original sender": Meaning(Status.RETURNED),
        "delivered to returns agent": _RETURNS,
        "delivered to returns agent or college/university for final delivery": _RETURNS,
        "tendered to returns agent": _RETURNS,
        "return to sender": _RETURNS,
        "return to sender processed": _RETURNS,
        "unclaimed/being returned to sender": _NOT_CLAIMED,
        "unclaimed": _NOT_CLAIMED,
        "no such number": _WRONG_ADDRESS,
        "insufficient address": _WRONG_ADDRESS,
        "moved, left no address": _WRONG_ADDRESS,
        "forward expired": _WRONG_ADDRESS,
        "addressee unknown": _WRONG_ADDRESS,
        "vacant": _WRONG_ADDRESS,
        "deceased": _RETURNS,
        "intercepted": Meaning(Status.RETURN_TO_SENDER, Reason.RETAILER_CANCELED),
        "customer recall": Meaning(Status.RETURN_TO_SENDER, Reason.RETAILER_CANCELED),
        "refused": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "undeliverable as addressed": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "visible damage": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "dead letter": _GONE,
        "sent to mail recovery center": _GONE,
        "usps: sent to mail recovery center": _GONE,
        "disposed by post office": Meaning(Status.LOST, Reason.UNKNOWN),
        "notice left": _NOBODY,
        "notice left (no authorized recipient available)": _NOBODY,
        "notice left (business closed)": _NOBODY,
        "notice left (no secure location available)": _NO_PLACE,
        "notice left (receptacle full/item oversized)": _NO_PLACE,
        "notice left (receptacle blocked)": _NO_ACCESS,
        "business closed": _NOBODY,
        "delivery attempted - no access to delivery location": _NO_ACCESS,
        "delivery exception, animal interference": _NO_ACCESS,
        "delivery exception, local weather delay": Meaning(Status.DELAYED, Reason.WEATHER),
        "processing exception": _LATE,
        "processing exception, other delay": _LATE,
        "processing exception, local weather delay": Meaning(Status.DELAYED, Reason.WEATHER),
        "rescheduled to next delivery day": _LATE,
        "redelivery scheduled": _UNDER_WAY,
        "reminder to schedule redelivery of your item": Meaning(Status.DELIVERY_ATTEMPTED),
        "in transit, arriving late": _LATE,
        "awaiting delivery scan": _LATE,
        "delivery status not updated": _LATE,
        "missent": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "mis-shipped": Meaning(Status.DELAYED, Reason.RETAILER_INCORRECT_DATA),
        "available for pickup": _WAITS,
        "available for redelivery or pickup": _WAITS,
        "collect for pick up": _WAITS,
        "held at post office, at customer request": _WAITS,
        "arrival at pick-up-point": _WAITS,
        "held in customs": Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY),
        "customs clearance": Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY),
        "out for delivery": _OUT,
        "out for delivery, expected delivery by 9:00pm": _OUT,
        "sorting complete": _UNDER_WAY,
        "arrived at post office": _UNDER_WAY,
        "arrived at military post office": _UNDER_WAY,
        "arrived at facility": _UNDER_WAY,
        "arrived at hub": _UNDER_WAY,
        "arrived at usps facility": _UNDER_WAY,
        "arrived at usps destination facility": _UNDER_WAY,
        "arrived at usps regional facility": _UNDER_WAY,
        "arrived at usps regional origin facility": _UNDER_WAY,
        "arrived at usps regional destination facility": _UNDER_WAY,
        "departed": _UNDER_WAY,
        "departed facility": _UNDER_WAY,
        "departed post office": _UNDER_WAY,
        "departed usps facility": _UNDER_WAY,
        "departed usps destination facility": _UNDER_WAY,
        "departed usps regional facility": _UNDER_WAY,
        "departed usps regional origin facility": _UNDER_WAY,
        "departed usps regional destination facility": _UNDER_WAY,
        "dispatched from usps international service center": _UNDER_WAY,
        "in transit to next facility": _UNDER_WAY,
        "in transit, arriving on time": _UNDER_WAY,
        "processed through facility": _UNDER_WAY,
        "processed through usps facility": _UNDER_WAY,
        "processed through regional facility": _UNDER_WAY,
        "forwarded": _UNDER_WAY,
        "forward processed": _UNDER_WAY,
        "usps in possession of item": _UNDER_WAY,
        "accepted at usps facility": _UNDER_WAY,
        "accepted at usps origin facility": _UNDER_WAY,
        "shipment received, package acceptance pending": _NOT_YET,
        "shipping label created, usps awaiting item": _NOT_YET,
        "pre-shipment info sent to usps, usps awaiting item": _NOT_YET,
        "electronic shipping info received": _NOT_YET,
        "picked up by shipping partner, usps awaiting item": _NOT_YET,
        "arrived shipping partner facility, usps awaiting item": _NOT_YET,
        "departed shipping partner facility, usps awaiting item": _NOT_YET,
    },
)

# Only for texts that are not listed: the gravest is first.
WORDINGS: tuple[tuple[str, Meaning], ...] = (
    (r"\bdelivered\b.{0,30}\b(?:original )?sender\b", Meaning(Status.RETURNED)),
    (r"\bmissing mail\b|\bmail search\b", Meaning(Status.EXCEPTION, Reason.UNDER_INVESTIGATION)),
    (r"\bmail recovery center\b|\bdead (?:mail|letter)\b", _GONE),
    (r"(?<!not )\blost\b|\bmissing\b", Meaning(Status.LOST, Reason.CARRIER_LOST)),
    (r"(?<!no )(?<!not )\bdamaged?\b", Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED)),
    (r"\bseized\b|\bprohibited\b", Meaning(Status.EXCEPTION, Reason.CUSTOMS_PROHIBITED)),
    (r"\breturns agent\b|\breturn(?:ed|ing)? to (?:the )?sender\b", _RETURNS),
    (r"\brefused\b", Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED)),
    (r"\bno access\b|\banimal\b|\bblocked\b", _NO_ACCESS),
    (r"\bno secure\b|\breceptacle full\b", _NO_PLACE),
    (r"\bnotice left\b|\bno authorized\b|\battempted\b", _NOBODY),
    (r"\bweather\b|\bstorm\b|\bflood", Meaning(Status.DELAYED, Reason.WEATHER)),
    (r"\bcustoms\b", Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY)),
    (r"\bdelay|\barriving late\b|\bexception\b", _LATE),
    (r"\bavailable for pick-?up\b|\bheld at post office\b", _WAITS),
)
_WORDINGS = [(re.compile(pattern, re.IGNORECASE), meaning) for pattern, meaning in WORDINGS]

HANDOVERS: tuple[tuple[str, Handover], ...] = (
    (r"\bpicked up at (?:post|postal)\b|^picked up$|\bto recipient by agent\b", Handover.RECIPIENT),
    (r"\bneighbor\b", Handover.NEIGHBOR),
    (r"\bfront desk\b|\breception\b|\bmail room\b", Handover.RECEPTION),
    (r"\bagent\b", Handover.OTHER),
    (r"\bmailbox\b|\bparcel locker\b|\bpo box\b", Handover.MAILBOX),
    (r"\bfront door\b|\bporch\b|\bgarage\b|\bother (?:door|location)\b", Handover.SAFE_PLACE),
    (r"\bleft with individual\b", Handover.HOUSEHOLD),
)
_HANDOVERS = [(re.compile(pattern), handover) for pattern, handover in HANDOVERS]

_TAG = re.compile(r"<[^<>]{0,100}>")


def plain(text: str) -> str:
    """A text without the HTML that USPS puts into it for its trademarks."""
    return " ".join(unescape(_TAG.sub("", unescape(text))).split())


def normalize(said: str, code: str) -> Meaning:
    """What a scan says, by its words, and by its code where those are not known.

    Words that are not listed may make an unknown or a bad thing worse, and a delivery one to the sender. They are
    counted, and so is a code.
    """
    word = said.casefold()
    if word in EVENTS:
        return EVENTS[word]
    if word:
        EVENTS.read(word)
    coded = CODES.read(code) if code else UNKNOWN
    heard = next((meaning for pattern, meaning in _WORDINGS if pattern.search(said)), None)
    if heard is None or (
        coded.status is Status.DELIVERED and heard.status not in {Status.RETURNED, Status.RETURN_TO_SENDER}
    ):
        return coded
    return heard


def summary(status: str, category: str) -> Status:
    """The summary's status: by its words, which a category of alerts needs, else by its category."""
    word = status.casefold()
    if word in EVENTS:
        return EVENTS[word].status or Status.UNKNOWN
    broad = CATEGORIES.read(category.casefold()) if category else UNKNOWN
    if broad.status is Status.EXCEPTION and word:
        return normalize(status, "").status or Status.EXCEPTION
    return broad.status or Status.UNKNOWN


def handover(said: str) -> Handover | None:
    """To whom or where a delivery went by its words."""
    return next((place for pattern, place in _HANDOVERS if pattern.search(said.casefold())), None)
