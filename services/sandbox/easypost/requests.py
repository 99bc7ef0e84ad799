"""What clients send to EasyPost, read; whatever cannot be read is refused in EasyPost's words."""

from typing import Any, TypeVar

import msgspec

from services.sandbox.easypost import errors
from services.sandbox.easypost.webhooks import Change

LONGEST_CODE = 200
MOST_CODES = 100

T = TypeVar("T")


class TrackerWanted(msgspec.Struct):
    """What is asked for when a tracker is created."""

    tracking_code: str | None = None
    carrier: str | None = None


class TrackerBody(msgspec.Struct):
    """`POST /trackers`."""

    tracker: TrackerWanted | None = None


class BatchBody(msgspec.Struct):
    """`POST /trackers/batch`."""

    tracking_codes: list[str] | None = None


class WebhookBody(Change):
    """`POST` and `PATCH /webhooks`, wrapped or not: both are in use."""

    webhook: Change | None = None

    @property
    def change(self) -> Change:
        """What was asked for."""
        return self.webhook or self


class InsuranceWanted(msgspec.Struct):
    """What is asked for when a parcel of any label is insured."""

    tracking_code: str | None = None
    carrier: str | None = None
    amount: str | float | None = None
    reference: str | None = None
    to_address: dict[str, Any] | None = None
    from_address: dict[str, Any] | None = None


class InsuranceBody(msgspec.Struct):
    """`POST /insurances`."""

    insurance: InsuranceWanted | None = None


class InsureBody(msgspec.Struct):
    """`POST /shipments/{id}/insure`."""

    amount: str | float | None = None


class ClaimWanted(msgspec.Struct):
    """`POST /claims`."""

    type: str | None = None
    tracking_code: str | None = None
    amount: str | float | None = None
    description: str | None = None
    contact_email: str | None = None
    recipient_name: str | None = None
    payment_method: str | None = None
    check_delivery_address: dict[str, Any] | None = None
    reference: str | None = None
    email_evidence_attachments: list[str] = []
    invoice_attachments: list[str] = []
    supporting_documentation_attachments: list[str] = []

    @property
    def attachments(self) -> list[str]:
        """All of them."""
        return [
            *self.email_evidence_attachments,
            *self.invoice_attachments,
            *self.supporting_documentation_attachments,
        ]


def without_attachments(wanted: ClaimWanted, amount: str) -> ClaimWanted:
    """The claim with its amount as EasyPost writes it, and without what was attached."""
    return msgspec.structs.replace(
        wanted,
        amount=amount,
        email_evidence_attachments=[],
        invoice_attachments=[],
        supporting_documentation_attachments=[],
    )


def decode(body: bytes, shape: type[T]) -> T:
    """The body in its shape. Raises `errors.Refusal`."""
    try:
        return msgspec.json.decode(body or b"{}", type=shape)
    except msgspec.ValidationError as wrong:
        raise errors.invalid("body", str(wrong)) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise errors.unreadable() from wrong


def tracking_code(wanted: TrackerWanted | None) -> str:
    """The tracking code that is asked for. Raises `errors.Refusal`."""
    if wanted is None:
        raise errors.missing("tracker")
    if not wanted.tracking_code or not wanted.tracking_code.strip():
        raise errors.missing("tracking_code")
    if len(wanted.tracking_code) > LONGEST_CODE or len(wanted.carrier or "") > LONGEST_CODE:
        raise errors.invalid("tracking_code", "is too long")
    return wanted.tracking_code.strip()


def tracking_codes(body: BatchBody) -> set[str]:
    """The tracking codes of a batch. Raises `errors.Refusal`."""
    if not body.tracking_codes:
        raise errors.missing("tracking_codes")
    if len(body.tracking_codes) > MOST_CODES:
        raise errors.invalid("tracking_codes", f"must not be more than {MOST_CODES}")
    return set(body.tracking_codes)
