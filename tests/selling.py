"""Orders that were sold on a platform, and their claims at the point where money is decided about."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.desk import Target
from services.core.claims.model import Claim, ResolutionType
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import Balance
from services.core.orders import repository as orders
from services.core.resolutions import operations, repository
from services.core.resolutions.model import Resolution, Wish
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import AccountKind, Caller, Role
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order

SYSTEM = Actor(ActorKind.SYSTEM, "test")


async def a_platform(app: Pool, vault: Vault, shop: Shop, company: str = "shelf") -> str:
    """An account of the shop's at a platform; its id."""
    new = NewAccount(company, uuid4().hex, {"token": "secret"}, {"webhook_secret": "secret"}, AccountKind.PLATFORM)
    account = sealed_account(vault, shop.id, new)
    async with app.write(shop.id) as tx:
        await storefronts.save_account(tx, account, system_clock())
    return account.id


@dataclass(frozen=True)
class Sold:
    """An order that was sold on a platform, with its lines by the platform's own ids, and one parcel of it."""

    order: str
    lines: dict[str, str]
    parcel: str


async def sold(app: Pool, shop: Shop, account: str | None, **changes: object) -> Sold:
    """Two mugs for 25.00 and a teapot for 40.00 (unless changed) that were sold and sent."""
    order = await an_order(app, shop, platform_account_id=account, **changes)
    async with app.read(shop.id) as db:
        lines = {line.external_id: line.id for line in await orders.lines(db, order)}
    return Sold(order, lines, await a_shipment(app, shop, order))


async def an_approved_claim(app: Pool, shop: Shop, sale: Sold, **changes: object) -> str:
    """A claim on all that is left of the parcel, approved with what the policy offers; its id."""
    claim = await a_claim(app, shop, sale.order, sale.parcel, **changes)
    await operations.approve(shop.write(app), shop.caller, target(claim), system_clock())
    return claim


def target(claim_id: str, version: int | None = None) -> Target:
    """A claim under a key that was never used."""
    return Target(claim_id, a_key(), version)


def the_customer(shop: Shop, order_id: str) -> Caller:
    """The order's own customer."""
    actor = Actor(ActorKind.CUSTOMER)
    return Caller(Role.CUSTOMER, shop.id, f"customer of {order_id}", actor, shop.caller.scopes, order_id)


async def choose(app: Pool, shop: Shop, claim_id: str, kind: ResolutionType = ResolutionType.REFUND) -> Resolution:
    """Take one of the offers; what was chosen."""
    await operations.choose(shop.write(app), shop.caller, target(claim_id), kind, system_clock())
    return await chosen(app, shop, claim_id)


async def resolve(app: Pool, shop: Shop, claim_id: str, wish: Wish) -> Resolution:
    """Have staff decide; what was chosen."""
    await operations.resolve(shop.write(app), shop.caller, target(claim_id), wish, system_clock())
    return await chosen(app, shop, claim_id)


async def chosen(app: Pool, shop: Shop, claim_id: str) -> Resolution:
    """What was chosen last for a claim, or given beside it."""
    async with app.read(shop.id) as db:
        return (await repository.of_claim(db, claim_id))[0]


async def carried_out(app: Pool, shop: Shop, resolution: Resolution, moved: str | None = None) -> None:
    """Tell that the platform did each step of a resolution."""
    for step in resolution.steps:
        async with app.write(shop.id) as tx:
            await operations.start(tx, resolution.id, SYSTEM, system_clock())
            amount = Decimal(moved) if moved else None
            reference = f"done {step} {resolution.id}"
            await operations.done(
                tx, resolution.id, step, SYSTEM, system_clock(), reference=reference, moved=amount
            )  # fmt: skip


async def balance(app: Pool, shop: Shop, order_id: str) -> Balance:
    """What was paid and compensated of an order."""
    async with app.read(shop.id) as db:
        found = await ledger_rows.balance(db, order_id)
    assert found is not None
    return found


async def claim_of(app: Pool, shop: Shop, claim_id: str) -> Claim:
    """The claim as it is now."""
    async with app.read(shop.id) as db:
        claim = await claim_rows.get(db, claim_id)
    assert claim is not None
    return claim


async def reviewed(app: Pool, shop: Shop, claim_id: str) -> None:
    """The carrier was asked, and the shop decides."""
    await claims.review(shop.write(app), claim_id, SYSTEM, system_clock(), verified=True)
