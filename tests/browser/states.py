"""The main states of an order's page, each made the way it comes about."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from services.core.claims import desk
from services.core.claims.model import ClaimReason, ClaimStatus, DenialCode, EvidenceKind, ResolutionType
from services.core.clock import system_clock
from services.core.correspondence import desk as correspondence
from services.core.correspondence.model import NewMessage
from services.core.orders.model import NewLine
from services.core.resolutions import operations as resolutions
from services.core.resolutions.model import Wish
from services.core.shipments.model import Handover, IncidentReason, NewShipmentLine
from services.core.vault import open_vault
from tests.browser.backend import DAY, Backend
from tests.builders import VAULT_KEYS, a_claim, a_key
from tests.selling import a_platform, claim_of, target, the_customer
from tests.watching import until

Making = Callable[[Backend], Awaitable[str]]
"""Brings about a state; the order's id."""


async def on_its_way(backend: Backend) -> str:
    """Two parcels, one that comes soon and one that was only announced."""
    order = await backend.order()
    lines = await backend.lines(order)
    first = await backend.parcel(order, carrier="PostNord", lines=(NewShipmentLine(lines["line-1"], 2),))
    await backend.parcel(order, carrier="GLS", lines=(NewShipmentLine(lines["line-2"], 1),))
    await backend.scan(first, "PRE_TRANSIT", "IN_TRANSIT", "IN_TRANSIT", expected=system_clock() + 2 * DAY)
    return order


async def late(backend: Backend) -> str:
    """The carrier is overdue, has been silent since, and once said why."""
    order, parcel = await backend.sent(carrier="DHL", shipped_at=system_clock() - 9 * DAY)
    expected = system_clock() - 6 * DAY
    await backend.scan(
        parcel, "PRE_TRANSIT", "IN_TRANSIT", "EXCEPTION", ago=8 * DAY, expected=expected,
        incident=IncidentReason.CUSTOMS_DUTIES_UNPAID, place="Flensburg",
    )  # fmt: skip
    return order


async def left_with_a_neighbor(backend: Backend) -> str:
    """Delivered, but not to the customer."""
    order, parcel = await backend.sent(carrier="GLS")
    await backend.scan(parcel, "PRE_TRANSIT", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED", handover=Handover.NEIGHBOR)
    return order


async def lost(backend: Backend, **changes: object) -> tuple[str, str]:
    """A parcel that the carrier lost, and the claim on it that the shop looks into: the order and the claim."""
    order = await backend.order(**changes)
    parcel = await backend.parcel(order, carrier="PostNord")
    await backend.scan(
        parcel, "PRE_TRANSIT", "IN_TRANSIT", "LOST", ago=timedelta(hours=2), incident=IncidentReason.CARRIER_LOST
    )
    claim = await a_claim(backend.app, backend.shop, order, parcel, reason=ClaimReason.LOST_IN_TRANSIT)
    await backend.ring()

    async def is_reviewed() -> bool:
        return (await claim_of(backend.app, backend.shop, claim)).status is ClaimStatus.UNDER_REVIEW

    await until(is_reviewed)
    return order, claim


async def lost_with_a_claim(backend: Backend) -> str:
    """The shop and the customer wrote to each other."""
    order, claim = await lost(backend)
    said = {
        the_customer(backend.shop, order): "Is there any news? It was a present for Saturday.",
        backend.shop.caller: "The carrier is searching its depot in Aarhus. We will know more tomorrow.",
    }
    for caller, body in said.items():
        await correspondence.add_message(
            backend.shop.write(backend.app), caller, NewMessage(claim, body), key=a_key(), now=system_clock()
        )
    await backend.ring()
    return order


async def ask(backend: Backend, claim: str) -> None:
    """Have the shop ask for something."""
    kinds = (EvidenceKind.PHOTO, EvidenceKind.NON_RECEIPT_DECLARATION)
    await desk.request_information(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), kinds, None, system_clock()
    )
    await backend.ring()


async def needs_information(backend: Backend) -> str:
    """The shop asked for something."""
    order, claim = await lost(backend)
    await ask(backend, claim)
    return order


async def approved(backend: Backend) -> str:
    """The customer may choose."""
    account = await a_platform(backend.app, open_vault(VAULT_KEYS), backend.shop, "generic")
    order, claim = await lost(backend, platform_account_id=account)
    await resolutions.approving.approve(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), system_clock()
    )
    await backend.ring()
    return order


async def resolved(backend: Backend) -> str:
    """The shop made it good."""
    order, claim = await lost(backend)
    wish = Wish(ResolutionType.REFUND)
    await resolutions.choosing.resolve_outside(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), wish, None, system_clock()
    )
    await backend.ring()
    return order


async def denied(backend: Backend) -> str:
    """The shop refused, and says why."""
    order, claim = await lost(backend)
    why = "The carrier shows a signature from your address. Please ask in your household."
    await desk.deny(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), DenialCode.PROOF_OF_DELIVERY, why, None,
        system_clock(),
    )  # fmt: skip
    await backend.ring()
    return order


async def empty(backend: Backend) -> str:
    """Nothing was sent yet."""
    return await backend.order(promised_delivery_by=system_clock() + 5 * DAY)


async def many(backend: Backend, count: int = 40) -> str:
    """As many parcels as an order hardly ever has."""
    titles = [f"Tile {number} of the kitchen wall" for number in range(count)]
    lines = tuple(NewLine(f"line-{place}", title, 1, "2.50", "2.50") for place, title in enumerate(titles))
    order = await backend.order(lines=lines, total=f"{2.5 * count:.2f}")
    ids = await backend.lines(order)
    statuses = ["PRE_TRANSIT", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"]
    for place in range(count):
        parcel = await backend.parcel(order, lines=(NewShipmentLine(ids[f"line-{place}"], 1),))
        await backend.scan(parcel, *statuses[: place % 4 + 1])
    return order


_ALL: tuple[Making, ...] = (
    on_its_way,
    late,
    left_with_a_neighbor,
    lost_with_a_claim,
    needs_information,
    approved,
    resolved,
    denied,
    empty,
    many,
)
STATES = {making.__name__: making for making in _ALL}
