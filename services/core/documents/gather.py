"""Reads a case as plain values, with what its reader may see: only the shop sees what is internal."""

import re
import unicodedata

from services.core.claims import repository as claims
from services.core.claims.model import Claim as KnownClaim
from services.core.database import Db
from services.core.documents import dealings
from services.core.documents.case import (
    WRITTEN,
    Case,
    Claim,
    File,
    Happening,
    Money,
    Order,
    OrderLine,
    Parcel,
    Scan,
)
from services.core.documents.model import Audience, Export
from services.core.evidence import repository as evidence
from services.core.evidence.model import SUFFIXES, Evidence, EvidenceState, Visibility
from services.core.orders import repository as orders
from services.core.shipments import repository as shipments
from services.core.storefronts.model import Storefront

MOST_HAPPENINGS = 1000
MOST_SCANS = 600
"""Of all parcels of an order together; the newest of each come first."""
MOST_BYTES = 200 * 1024**2
"""Bytes of files in one archive; what is beyond is listed with its hash."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l"})
"""Letters that are no others with a mark."""
_PERSONAL = ("name", "email", "phone", "postal_code", "country_code")
_FOR_CARRIERS = ("name", "postal_code", "country_code")
"""Where a parcel went; how to reach its customer is none of the carrier's business."""


async def gather(db: Db, export: Export, storefront: Storefront) -> Case | None:
    """The case of an export; nothing when its claim is not there."""
    claim = await claims.get(db, export.claim_id)
    if claim is None:
        return None
    return Case(
        storefront=storefront.name,
        time_zone=storefront.time_zone,
        audience=export.audience,
        language=export.language,
        made_at=export.created_at,
        claim=_claim(claim),
        order=await _order(db, claim, export.audience),
        parcels=await _parcels(db, claim.order_id),
        happenings=await _happenings(db, claim.id, export.audience),
        letters=await dealings.letters(db, claim.id, export.audience),
        resolutions=await dealings.resolutions(db, claim.id, export.audience),
        recoveries=await dealings.recoveries(db, claim.id, export.audience),
        ledger=await dealings.ledger(db, claim.id, export.audience),
        evidence=_files(await evidence.of_claim(db, claim.id), export.audience),
    )


def _claim(claim: KnownClaim) -> Claim:
    return Claim(
        number=claim.number,
        reason=claim.reason,
        status=claim.status,
        opened_at=claim.created_at,
        opened_by=claim.opened_by,
        preferred_resolution=claim.preferred_resolution,
        customer_note=claim.customer_note,
        denial_code=claim.denial_code,
        denial_message=claim.denial_message,
        resolved_at=claim.resolved_at,
    )


async def _order(db: Db, claim: KnownClaim, audience: Audience) -> Order:
    row = await db.fetchrow(
        """select number, placed_at, total, currency_code, customer_name as name, customer_email as email,
               customer_phone as phone, postal_code, country_code
           from orders where storefront_id = $1 and id = $2""",
        db.storefront_id, claim.order_id,
    )  # fmt: skip
    assert row is not None, "a claim is on an order"
    currency = row["currency_code"]
    claimed: dict[str, tuple[int, list[str]]] = {}
    for item in await claims.items(db, claim.id):
        quantity, said = claimed.get(item.order_line_id, (0, []))
        claimed[item.order_line_id] = (
            quantity + item.quantity,
            said + ([item.description] if item.description else []),
        )
    lines = tuple(
        OrderLine(
            title=line.title,
            sku=line.sku,
            quantity=line.quantity,
            paid=Money(f"{line.paid_amount:f}", currency),
            claimed=claimed.get(line.id, (0, []))[0],
            description=" ".join(claimed.get(line.id, (0, []))[1]) or None,
        )
        for line in await orders.lines(db, claim.order_id)
    )
    shown = _FOR_CARRIERS if audience is Audience.CARRIER else _PERSONAL
    customer = tuple((word, str(row[word])) for word in shown if row[word])
    return Order(row["number"], row["placed_at"], Money(f"{row['total']:f}", currency), lines, customer)


async def _parcels(db: Db, order_id: str) -> tuple[Parcel, ...]:
    found: list[Parcel] = []
    for parcel in (await shipments.of_orders(db, [order_id])).get(order_id, []):
        rows = await db.fetch(
            """select occurred_at, status, description, location from tracking_events
               where storefront_id = $1 and shipment_id = $2 order by occurred_at desc, id desc limit $3""",
            db.storefront_id, parcel.id, MOST_SCANS - sum(len(one.scans) for one in found),
        )  # fmt: skip
        found.append(
            Parcel(
                carrier=parcel.carrier,
                tracking_number=parcel.tracking_number,
                direction=parcel.direction,
                tracking_status=parcel.tracking_status,
                service=parcel.service,
                shipped_at=parcel.shipped_at,
                delivered_at=parcel.delivered_at,
                signed_by=parcel.signed_by,
                scans=tuple(Scan(**dict(row)) for row in reversed(rows)),
            )
        )
    return tuple(found)


async def _happenings(db: Db, claim_id: str, audience: Audience) -> tuple[Happening, ...]:
    rows = await db.fetch(
        """select occurred_at, type, actor_kind, actor_id, data->>'status' as status from events
           where storefront_id = $1 and subject = $2 and (public or $3) and not ($4 and type = $5)
           order by sequence desc limit $6""",
        db.storefront_id, claim_id, audience is Audience.SHOP, audience is Audience.CARRIER, WRITTEN, MOST_HAPPENINGS,
    )  # fmt: skip
    return tuple(
        Happening(
            occurred_at=row["occurred_at"],
            type=row["type"],
            actor=row["actor_kind"],
            actor_id=row["actor_id"] if audience is Audience.SHOP else None,
            status=row["status"],
        )
        for row in reversed(rows)
    )


def _files(found: list[Evidence], audience: Audience) -> tuple[File, ...]:
    files: list[File] = []
    room = MOST_BYTES
    for one in found:
        if one.state is not EvidenceState.READY:
            continue
        if audience is not Audience.SHOP and one.visibility is not Visibility.PUBLIC:
            continue
        assert one.mime_type is not None, "what is ready was looked through"
        assert one.size is not None, "the same"
        assert one.sha256 is not None, "the same"
        assert one.added_at is not None, "the same"
        key = one.file_key if one.size <= room else None
        room -= one.size if key else 0
        path = f"evidence/{len(files) + 1:02d}-{plain(one.file_name)}.{SUFFIXES[one.mime_type]}" if key else None
        files.append(
            File(
                id=one.id,
                kind=one.kind,
                file_name=one.file_name,
                mime_type=one.mime_type,
                size=one.size,
                sha256=one.sha256,
                original_sha256=one.original_sha256,
                uploaded_by=one.uploaded_by,
                added_at=one.added_at,
                pages=one.pages,
                key=key,
                path=path,
            )
        )
    return tuple(files)


def plain(file_name: str) -> str:
    """A name that every system can write: letters, digits and dashes of what it was called."""
    name = (file_name.rpartition(".")[0] or file_name).lower().translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40] or "file"
