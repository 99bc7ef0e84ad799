"""A case with everything in it, as plain values, for documents."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.core.claims.model import MOVES
from services.core.documents.case import (
    Case,
    Claim,
    Entry,
    File,
    Happening,
    Letter,
    Money,
    Order,
    OrderLine,
    Parcel,
    Recovery,
    Resolution,
    Scan,
)
from services.core.documents.model import Audience, Language
from services.core.shipments.model import TrackingStatus
from tests.files import a_pdf, a_picture

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PATHS = {"evidence/01-bowl.jpg": a_picture(size=(640, 480)), "evidence/02-invoice.pdf": a_pdf()}


def a_full_case(language: Language = Language.EN, audience: Audience = Audience.SHOP) -> Case:
    """A parcel that was delivered to somebody else, made good, with two files and one that is gone."""
    kinds = [move.event for move in MOVES.values()]
    return Case(
        storefront="Nordlys Keramik",
        time_zone="Europe/Copenhagen",
        audience=audience,
        language=language,
        made_at=START + timedelta(days=30),
        claim=Claim(
            number="CLM-7QK2M9XD",
            reason="DELIVERED_NOT_RECEIVED",
            status="RESOLVED",
            opened_at=START + timedelta(days=5),
            opened_by="CUSTOMER",
            preferred_resolution="REFUND",
            customer_note="Pakken blev leveret hos en nabo, som ikke findes. Αθήνα, Москва, Łódź, Größe. " * 4,
            resolved_at=START + timedelta(days=20),
        ),
        order=Order(
            number="#1001",
            placed_at=START,
            total=Money("1499.00", "DKK"),
            lines=(
                OrderLine("Stoneware bowl, glazed, with a name that needs more than one line of a table", "BOWL-30",
                          2, Money("998.00", "DKK"), 2, "Both are missing."),
                OrderLine("Τσαγιέρα", None, 1, Money("501.00", "DKK"), 0),
            ),
            customer=(("name", "Ida Hansen"), ("email", "ida@shop.example"), ("postal_code", "2100"),
                      ("country_code", "DK")),
        ),
        parcels=(
            Parcel(
                carrier="GLS", tracking_number="MG0001", direction="OUTBOUND", tracking_status="DELIVERED",
                service="Parcel", shipped_at=START + timedelta(hours=5), delivered_at=START + timedelta(days=3),
                signed_by="Nabo Jensen",
                scans=tuple(
                    Scan(START + timedelta(hours=6 * place), status.value, "The parcel was handled at the depot",
                         "København NV, DK")
                    for place, status in enumerate(TrackingStatus)
                ),
            ),
            Parcel("USPS", "MG0002", "REPLACEMENT", "UNKNOWN", None, None, None, None, ()),
        ),
        happenings=tuple(
            Happening(START + timedelta(days=5, hours=place), kind, ("SYSTEM", "STAFF")[place % 2], "anna", "APPROVED")
            for place, kind in enumerate(kinds)
        ),
        letters=(
            Letter(START + timedelta(days=6), "CUSTOMER", "EMAIL", "Hej,\n\nnaboen findes ikke.\n\nVenlig hilsen\nIda"),
            Letter(START + timedelta(days=7), "MERCHANT", "EMAIL", "Hej Ida, vi beder transportøren om at lede. " * 12),
        ),
        resolutions=(
            Resolution(START + timedelta(days=15), "REFUND", "COMPLETED", Money("998.00", "DKK"), "re_1001"),
        ),
        recoveries=(
            Recovery("REC-7QK2M9XD", "GLS Danmark", "APPROVED_PARTIAL", "GLS-77", Money("998.00", "DKK"),
                     Money("750.00", "DKK"), Money("750.00", "DKK"), None, START + timedelta(days=60),
                     START + timedelta(days=9), START + timedelta(days=25)),
            Recovery("REC-8QK2M9XD", "nordic-cover", "DRAFT", None, Money("248.00", "DKK"), None, None, None,
                     START + timedelta(days=60), None, None),
        ),
        ledger=(
            Entry(START + timedelta(days=16), "REFUND", "COST", Money("998.00", "DKK"), "re_1001"),
            Entry(START + timedelta(days=29), "CARRIER_PAYOUT", "RECOVERY", Money("750.00", "DKK"), "GLS-77"),
        ),
        evidence=(
            _file(1, "PHOTO", "bøwl.jpg", "image/jpeg", "evidence/01-bowl.jpg"),
            _file(2, "INVOICE", "faktura 1001.pdf", "application/pdf", "evidence/02-invoice.pdf", pages=1),
            _file(3, "OTHER", "gone.png", "image/png", None),
        ),
    )  # fmt: skip


def write_files(folder: Path) -> None:
    """Put the files of the case into a folder."""
    (folder / "evidence").mkdir()
    for path, data in PATHS.items():
        (folder / path).write_bytes(data)


def _file(place: int, kind: str, name: str, mime_type: str, path: str | None, pages: int | None = None) -> File:
    return File(
        id=f"evd_{place:026d}", kind=kind, file_name=name, mime_type=mime_type, size=123_456, sha256=f"{place}a" * 32,
        original_sha256=f"{place}b" * 32, uploaded_by="CUSTOMER", added_at=START + timedelta(days=6), pages=pages,
        key=path, path=path,
    )  # fmt: skip
