"""Papers that are missing are asked from the customer when the policy lets us, and else told to the shop."""

import pytest

from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, ClaimReason, ClaimStatus, EvidenceKind
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.policies import operations as policies
from services.core.policies.model import PolicyRule
from services.core.recoveries import operations
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import events_of
from tests.recoveries import WORKER, a_new_recovery, a_recovery

WANTED = ("TRACKING_NUMBER", "PHOTO_OF_ITEM", "PHOTO_OF_LABEL", "POLICE_REPORT", "PURCHASE_INVOICE")


async def a_case(app: Pool, shop: Shop, rule: PolicyRule, *, is_reviewed: bool = True) -> tuple[str, str]:
    """A damaged parcel's claim under this rule, and a recovery that lacks all but the number."""
    now = system_clock()
    await policies.update(shop.write(app), shop.caller, (rule,), None, expected_version=0, key=a_key(), now=now)
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    claim = await a_claim(app, shop, order, parcel, reason=ClaimReason.DAMAGED_IN_TRANSIT)
    if is_reviewed:
        await claims.review(shop.write(app), claim, WORKER, now, verified=True)
    new = a_new_recovery(order, parcel, claim_id=claim, required_documents=WANTED)
    return claim, await a_recovery(app, shop, new, "TRACKING_NUMBER")


async def ask(app: Pool, shop: Shop, recovery_id: str, *, tells_shop: bool = True) -> None:
    """What the worker does."""
    async with app.write(shop.id) as tx:
        await operations.ask(tx, recovery_id, WORKER, system_clock(), tells_shop=tells_shop)


async def claim_of(app: Pool, shop: Shop, claim_id: str) -> Claim:
    """The claim as it is."""
    async with app.read(shop.id) as db:
        found = await claim_rows.get(db, claim_id)
    assert found is not None
    return found


async def told(app: Pool, shop: Shop, recovery_id: str) -> list[list[str]]:
    """What the shop was told to be missing, each time."""
    async with app.read(shop.id) as db:
        rows = await db.fetch(
            """select data from events where storefront_id = $1 and subject = $2
                   and type = 'recovery.documents_missing' order by sequence""",
            db.storefront_id, recovery_id,
        )  # fmt: skip
    return [row["data"]["missingDocuments"] for row in rows]


async def test_the_customer_is_asked_for_what_the_policy_wants_and_the_shop_for_the_rest(app: Pool, shop: Shop) -> None:
    rule = PolicyRule(files_recoveries=True, required_evidence=(EvidenceKind.PHOTO,))
    claim_id, recovery_id = await a_case(app, shop, rule)
    await ask(app, shop, recovery_id)
    claim = await claim_of(app, shop, claim_id)
    assert (claim.status, claim.requested_evidence) == (ClaimStatus.NEEDS_INFORMATION, (EvidenceKind.PHOTO,))
    assert await told(app, shop, recovery_id) == [["POLICE_REPORT", "PURCHASE_INVOICE"]]
    await ask(app, shop, recovery_id, tells_shop=False)
    assert [event.type for event in await events_of(app, shop, claim_id)].count("claim.needs_information") == 1


@pytest.mark.parametrize(
    ("rule", "is_reviewed"),
    [
        (PolicyRule(files_recoveries=False, required_evidence=(EvidenceKind.PHOTO,)), True),
        (PolicyRule(files_recoveries=True, required_evidence=()), True),
        (PolicyRule(files_recoveries=True, required_evidence=(EvidenceKind.PHOTO,)), False),
    ],
)
async def test_else_nobody_bothers_the_customer(app: Pool, shop: Shop, rule: PolicyRule, *, is_reviewed: bool) -> None:
    claim_id, recovery_id = await a_case(app, shop, rule, is_reviewed=is_reviewed)
    before = await claim_of(app, shop, claim_id)
    await ask(app, shop, recovery_id)
    assert await claim_of(app, shop, claim_id) == before
    assert await told(app, shop, recovery_id) == [
        ["PHOTO_OF_ITEM", "PHOTO_OF_LABEL", "POLICE_REPORT", "PURCHASE_INVOICE"]
    ]


async def test_what_was_filed_asks_nobody(app: Pool, shop: Shop) -> None:
    _, recovery_id = await a_case(app, shop, PolicyRule(files_recoveries=True))
    now = system_clock()
    await operations.record_filed(
        shop.write(app), shop.caller, operations.Target(recovery_id, a_key()), "CASE-1", now, now
    )
    await ask(app, shop, recovery_id)
    assert await told(app, shop, recovery_id) == []
