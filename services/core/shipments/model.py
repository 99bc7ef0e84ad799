"""What a parcel is, and the words for where it stands on the merchant's and on the carrier's axis."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.core.money import Money


class TrackingStatus(StrEnum):
    """Where the carrier says that a parcel is."""

    UNKNOWN = "UNKNOWN"
    PRE_TRANSIT = "PRE_TRANSIT"
    IN_TRANSIT = "IN_TRANSIT"
    DELAYED = "DELAYED"
    EXCEPTION = "EXCEPTION"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    DELIVERY_ATTEMPTED = "DELIVERY_ATTEMPTED"
    AVAILABLE_FOR_PICKUP = "AVAILABLE_FOR_PICKUP"
    DELIVERED = "DELIVERED"
    RETURN_TO_SENDER = "RETURN_TO_SENDER"
    RETURNED = "RETURNED"
    DAMAGED = "DAMAGED"
    LOST = "LOST"
    CANCELED = "CANCELED"


class IncidentReason(StrEnum):
    """Why a parcel went wrong; the first word of a carrier's, retailer's or consignee's reason says who is at fault."""

    CARRIER_DAMAGED = "CARRIER_DAMAGED"
    CARRIER_LOST = "CARRIER_LOST"
    CARRIER_SORTING_ERROR = "CARRIER_SORTING_ERROR"
    CARRIER_ADDRESS_NOT_FOUND = "CARRIER_ADDRESS_NOT_FOUND"
    CARRIER_OUT_OF_TIME = "CARRIER_OUT_OF_TIME"
    CARRIER_CAPACITY = "CARRIER_CAPACITY"
    RETAILER_CANCELED = "RETAILER_CANCELED"
    RETAILER_INCORRECT_DATA = "RETAILER_INCORRECT_DATA"
    RETAILER_NOT_READY = "RETAILER_NOT_READY"
    RETAILER_PACKAGING = "RETAILER_PACKAGING"
    CONSIGNEE_REFUSED = "CONSIGNEE_REFUSED"
    CONSIGNEE_NOT_HOME = "CONSIGNEE_NOT_HOME"
    CONSIGNEE_INCORRECT_ADDRESS = "CONSIGNEE_INCORRECT_ADDRESS"
    CONSIGNEE_ACCESS_RESTRICTED = "CONSIGNEE_ACCESS_RESTRICTED"
    CONSIGNEE_SAFE_PLACE_UNAVAILABLE = "CONSIGNEE_SAFE_PLACE_UNAVAILABLE"
    CONSIGNEE_VERIFICATION_FAILED = "CONSIGNEE_VERIFICATION_FAILED"
    CUSTOMS_DELAY = "CUSTOMS_DELAY"
    CUSTOMS_DOCUMENTATION = "CUSTOMS_DOCUMENTATION"
    CUSTOMS_DUTIES_UNPAID = "CUSTOMS_DUTIES_UNPAID"
    CUSTOMS_PROHIBITED = "CUSTOMS_PROHIBITED"
    WEATHER = "WEATHER"
    FORCE_MAJEURE = "FORCE_MAJEURE"
    UNDER_INVESTIGATION = "UNDER_INVESTIGATION"
    UNKNOWN = "UNKNOWN"


class ScanSource(StrEnum):
    """How a scan came to us."""

    WEBHOOK = "WEBHOOK"
    POLL = "POLL"
    MANUAL = "MANUAL"


class Direction(StrEnum):
    """Which way a parcel goes."""

    OUTBOUND = "OUTBOUND"
    RETURN = "RETURN"
    REPLACEMENT = "REPLACEMENT"


class LabelSource(StrEnum):
    """Who sold the label; it decides later who can be asked for the money back."""

    SHOPIFY_SHIPPING = "SHOPIFY_SHIPPING"
    CARRIER_ACCOUNT = "CARRIER_ACCOUNT"
    SHIPPING_AGGREGATOR = "SHIPPING_AGGREGATOR"
    MARKETPLACE = "MARKETPLACE"
    OTHER = "OTHER"


UNNAMED_CARRIER = "Other"
"""The carrier of a parcel of which nobody said who carries it; whoever tracks it finds that out by its number."""


class ShipmentStatus(StrEnum):
    """The merchant's axis: what the shop says that it did. Carriers never move it."""

    PENDING = "PENDING"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELED = "CANCELED"


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing that a carrier says happened to a parcel.

    `code` is the carrier's own word and, with `occurred_at` and `location`, the scan's identity.
    `detail` is the finer word of whoever was asked (an aggregator's `status_detail`, say).
    `raw` is the answer's part that this was read from, kept for evidence; never shown to customers.
    """

    occurred_at: datetime
    status: TrackingStatus
    code: str
    description: str
    location: str = ""
    detail: str | None = None
    incident: IncidentReason | None = None
    raw: dict[str, object] | None = None


class Handover(StrEnum):
    """To whom, or where, a carrier left a parcel that it calls delivered."""

    RECIPIENT = "RECIPIENT"
    HOUSEHOLD = "HOUSEHOLD"
    NEIGHBOR = "NEIGHBOR"
    RECEPTION = "RECEPTION"
    MAILBOX = "MAILBOX"
    SAFE_PLACE = "SAFE_PLACE"
    PARCEL_SHOP = "PARCEL_SHOP"
    OTHER = "OTHER"


class ProofKind(StrEnum):
    """What a picture or paper of a delivery is."""

    SIGNATURE = "SIGNATURE"
    PHOTO = "PHOTO"
    DOCUMENT = "DOCUMENT"


class Discrepancy(StrEnum):
    """How a delivery is not what was ordered or agreed."""

    NAME_MISMATCH = "NAME_MISMATCH"
    NEIGHBOR = "NEIGHBOR"
    NO_SIGNATURE = "NO_SIGNATURE"
    WRONG_PLACE = "WRONG_PLACE"
    NO_PHOTO = "NO_PHOTO"


class Severity(StrEnum):
    """How much a discrepancy says against the delivery."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy, explained for the staff; `message` names nobody."""

    kind: Discrepancy
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A picture or paper of a delivery, as the carrier gave it."""

    kind: ProofKind
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProofOfDelivery:
    """What a carrier has to show for a delivery; what it does not say is nothing.

    `place` is its own word for where the parcel was left, `handover` ours. Carriers drop these after some weeks, so
    they are kept at once.
    """

    signed_by: str | None = None
    handover: Handover | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    files: tuple[ProofFile, ...] = ()


class ProgressStep(StrEnum):
    """How a claim that was filed with a carrier stands, where the carrier tells it among the parcel's scans."""

    OPENED = "OPENED"
    UNDER_REVIEW = "UNDER_REVIEW"
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED"
    APPROVED = "APPROVED"
    PAID = "PAID"
    REJECTED = "REJECTED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a filed claim that the carrier told among the scans; `code` and `text` are its own words."""

    occurred_at: datetime
    step: ProgressStep
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """Everything that a company says of one parcel, in our words.

    `reference` is the company's own id of the tracking (an EasyPost `trk_…`).
    `ended` tells that the company will say nothing more.
    `reported` is the company's own summary of the status, used only where no scan says anything.
    `trouble` is why it said nothing of this parcel (`NOT_FOUND`, or its own code), or why that could not be read
    (`UNINTELLIGIBLE`); the parcel is asked for again later.
    `renew_at` is when the company has to be asked anew to tell us of it.
    """

    scans: tuple[Scan, ...]
    reported: TrackingStatus = TrackingStatus.UNKNOWN
    reference: str | None = None
    estimated_delivery_at: datetime | None = None
    signed_by: str | None = None
    service: str | None = None
    public_url: str | None = None
    ended: bool = False
    proof: ProofOfDelivery | None = None
    progress: tuple[Progress, ...] = ()
    trouble: str | None = None
    renew_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewShipmentLine:
    """How much of an order line lies in the parcel."""

    order_line_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class NewShipment:
    """A parcel as the merchant tells it. Carrier and tracking number name it for ever within the storefront.

    `lines` empty means everything of the order that is not in another outbound parcel. `external_id` is a platform's
    own id of the parcel, by which it may correct carrier and number; `told_at` its own time of what it tells.
    `agreed_place` is where the customer wants it left, when that is not in their own hands. `origin_country` is where
    it leaves from (ISO 3166-1). `label_seller` is who sold the label where that is neither the carrier nor Shopify, as
    companies are called here (`easypost`). `goods` are kinds of goods that covers may exclude, in their own words
    (`jewellery`); nothing is what was told before.
    """

    order_id: str
    carrier: str
    tracking_number: str
    lines: tuple[NewShipmentLine, ...] = ()
    direction: Direction = Direction.OUTBOUND
    status: ShipmentStatus = ShipmentStatus.SHIPPED
    label_source: LabelSource = LabelSource.OTHER
    tracked_by: str | None = None
    service: str | None = None
    shipped_at: datetime | None = None
    estimated_delivery_at: datetime | None = None
    signature_required: bool = False
    photo_required: bool = False
    agreed_place: Handover | None = None
    declared_value: tuple[str, str] | None = None
    tracking_url: str | None = None
    external_id: str | None = None
    told_at: datetime | None = None
    weight_grams: int | None = None
    origin_country: str | None = None
    label_seller: str | None = None
    goods: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Who carries a parcel really; what is nothing stays as it is."""

    shipment_id: str
    carrier: str
    tracking_number: str | None = None
    tracked_by: str | None = None


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """How much of an order line lies in a parcel that we know."""

    id: str
    shipment_id: str
    order_line_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel that we know, on both axes."""

    id: str
    order_id: str
    direction: Direction
    status: ShipmentStatus
    carrier: str
    tracking_number: str
    tracked_by: str | None
    tracking_reference: str | None
    service: str | None
    label_source: LabelSource
    label_seller: str | None
    tracking_url: str | None
    tracking_status: TrackingStatus
    tracking_status_detail: str | None
    incident_reason: IncidentReason | None
    signature_required: bool
    photo_required: bool
    agreed_place: Handover | None
    signed_by: str | None
    discrepancy: Discrepancy | None
    declared_value: Money | None
    weight_grams: int | None
    origin_country: str | None
    goods: tuple[str, ...]
    shipped_at: datetime | None
    estimated_delivery_at: datetime | None
    delivered_at: datetime | None
    last_event_at: datetime | None
    last_checked_at: datetime | None
    next_check_at: datetime | None
    tracking_ended_at: datetime | None
    tracking_trouble: str | None
    renew_at: datetime | None
    followed_until: datetime | None
    facts: "Facts"
    external_id: str | None
    told_at: datetime | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What follows from a parcel's scans and from the time; what is not so is nothing.

    It is stalled since its newest scan, overdue since the moment it was expected at, and counts as lost from the moment
    on at which the carrier's silence is long enough, or at which it said so itself. At a pick-up point it waits from
    `pickup_since` to `pickup_until`, as far as that is known. `watch_at` is when time alone changes one of these.
    """

    stalled_since: datetime | None = None
    overdue_since: datetime | None = None
    presumed_lost_at: datetime | None = None
    pickup_since: datetime | None = None
    pickup_until: datetime | None = None
    returned_at: datetime | None = None
    watch_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an order and its shop say of the parcels: to whom, by when, and to which country from which.

    `home_country` is where the shop's parcels leave from. `is_redacted` tells that nobody may be named any more.
    """

    customer_name: str | None
    country_code: str | None
    home_country: str | None
    promised_delivery_by: datetime | None
    is_redacted: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What is kept of a delivery's proof: what the carrier said of it, and the kinds of its pictures and papers."""

    signed_by: str | None = None
    handover: Handover | None = None
    place: str | None = None
    kinds: frozenset[ProofKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Derived:
    """Where a parcel stands, from all its scans."""

    status: TrackingStatus
    detail: str | None
    incident: IncidentReason | None
    last_event_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan, reduced to what decides."""

    occurred_at: datetime
    status: TrackingStatus
    code: str
    detail: str | None
    incident: IncidentReason | None
