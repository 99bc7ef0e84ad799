"""How DHL says no: problem documents (RFC 9457), by HTTP status or inside an answer that looks good."""

from services.core.companies.dhl.parts import part
from services.core.outside.reading import decode, text
from services.core.ports import Rejected, Unintelligible


def rejection(status: int, body: bytes) -> Rejected:
    """What a problem document says; a 404 is a parcel that is not found."""
    try:
        problem: object = decode("dhl", body, object)
    except Unintelligible:
        problem = None
    said = ": ".join(filter(None, (text(part(problem, name), 300) for name in ("title", "detail"))))
    return Rejected("NOT_FOUND" if status == 404 else f"HTTP_{status}", said or "DHL gave no reason.", status=status)


def inside(body: bytes) -> Rejected | None:
    """The refusal that a good answer holds instead of shipments."""
    status = text(part(decode("dhl", body, object), "status"), 3)
    return rejection(int(status), body) if status.isascii() and status.isdecimal() and int(status) >= 400 else None
