"""Plays around the real job of resolutions: a refund, a goodwill credit and a reship, each of a claim of its own."""

from decimal import Decimal

from services.core.claims.model import ResolutionType
from services.core.clock import system_clock
from services.core.money import Money
from services.core.resolutions import operations
from services.core.resolutions.model import Wish, WishedLine
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, sealed_account
from services.worker.job import Process
from tests.faults.crashing import Play, Seeded
from tests.faults.paying import credentials
from tests.selling import Sold, an_approved_claim, choose, resolve, sold, target


async def refund(play: Play, process: Process, name: str) -> Seeded:
    """The customer has chosen their money back."""
    account, _, claim = await _approved(play, process, name)
    return Seeded((await choose(process.app, play.given.shop, claim)).id, account)


async def credit(play: Play, process: Process, name: str) -> Seeded:
    """Staff gives store credit beside the claim."""
    account, _, claim = await _approved(play, process, name)
    shop, five = play.given.shop, Money(Decimal("5.00"), "EUR")
    kind, write = ResolutionType.STORE_CREDIT, shop.write(process.app)
    given = await operations.give_goodwill(write, shop.caller, target(claim), kind, five, system_clock())
    return Seeded(given, account)


async def reship(play: Play, process: Process, name: str) -> Seeded:
    """Staff sends one of the mugs again."""
    account, sale, claim = await _approved(play, process, name)
    wish = Wish(ResolutionType.RESHIPMENT, lines=(WishedLine(sale.lines["line-1"], 1),))
    return Seeded((await resolve(process.app, play.given.shop, claim, wish)).id, account)


async def _approved(play: Play, process: Process, name: str) -> tuple[str, Sold, str]:
    """An account of its own, so that nobody's breaker opens for another, an order that was sold there, its claim."""
    new = NewAccount("generic", name, credentials(play), {}, AccountKind.PLATFORM)
    account = sealed_account(process.vault, play.storefront_id, new)
    async with process.app.write(play.storefront_id) as tx:
        await repository.save_account(tx, account, system_clock())
    sale = await sold(process.app, play.given.shop, account.id)
    return account.id, sale, await an_approved_claim(process.app, play.given.shop, sale)
