"""What clients send to EasyPost, read; whatever cannot be read is refused in EasyPost's words."""

from typing import TypeVar

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
