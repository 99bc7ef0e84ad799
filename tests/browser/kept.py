"""What the service keeps of an order's claims, read from its database."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.core.claims import repository as claims
from services.core.claims.model import Claim, ClaimStatus, Item
from services.core.evidence import repository as evidence
from services.core.evidence.model import Evidence, EvidenceState
from tests.browser.backend import Backend
from tests.watching import until


@dataclass(frozen=True)
class Message:
    """What a customer wrote, and the files that belong to it."""

    body: str
    attachments: int


async def claims_of(backend: Backend, order: str) -> list[Claim]:
    """The order's claims."""
    async with backend.app.read(backend.shop.id) as db:
        ids = await db.fetch("select id from claims where order_id = $1 order by id", order)
        found = [await claims.get(db, row["id"]) for row in ids]
    return [claim for claim in found if claim]


async def the_claim(backend: Backend, order: str) -> Claim:
    """The only claim of an order."""
    (claim,) = await claims_of(backend, order)
    return claim


async def lines_in(backend: Backend, parcel: str) -> dict[str, str]:
    """The ids of a parcel's lines, by the shop's own."""
    async with backend.app.read(backend.shop.id) as db:
        rows = await db.fetch(
            """select s.id, o.external_id from shipment_lines s join order_lines o on o.id = s.order_line_id
               where s.shipment_id = $1""",
            parcel,
        )
    return {row["external_id"]: row["id"] for row in rows}


async def items_of(backend: Backend, claim: Claim) -> Sequence[Item]:
    """What is claimed."""
    async with backend.app.read(backend.shop.id) as db:
        return await claims.items(db, claim.id)


async def files_of(backend: Backend, claim: Claim) -> list[Evidence]:
    """The claim's files that arrived."""
    async with backend.app.read(backend.shop.id) as db:
        return await evidence.of_claim(db, claim.id)


async def checked_files_of(backend: Backend, claim: Claim) -> list[Evidence]:
    """The claim's files, once all were looked through."""

    async def are_checked() -> list[Evidence]:
        files = await files_of(backend, claim)
        return files if all(file.state is not EvidenceState.PENDING for file in files) else []

    return await until(are_checked)


async def messages_of(backend: Backend, claim: Claim) -> list[Message]:
    """What the customer wrote about the claim, oldest first."""
    async with backend.app.read(backend.shop.id) as db:
        rows = await db.fetch(
            """select body, (select count(*) from message_attachments a where a.message_id = m.id) as attachments
               from messages m where claim_id = $1 and author = 'CUSTOMER' order by id""",
            claim.id,
        )
    return [Message(row["body"], row["attachments"]) for row in rows]


async def becomes(backend: Backend, order: str, status: ClaimStatus) -> Claim:
    """The order's only claim once it stands there."""

    async def is_there() -> Claim | None:
        claim = await the_claim(backend, order)
        return claim if claim.status is status else None

    return await until(is_there)
