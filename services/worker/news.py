"""Takes what a platform tells, one piece in one transaction, whoever brought it: a hook or a poll."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.core.database import Db, Tx, Write
from services.core.disputes import operations as disputes
from services.core.events import Actor, ActorKind
from services.core.ledger import operations as ledger
from services.core.ledger.model import CompensationKind, Share
from services.core.orders import operations as orders
from services.core.orders import repository as order_rows
from services.core.ports import (
    DisputeNews,
    News,
    Nothing,
    OrderNews,
    PrivacyRequest,
    RefundNews,
    ReturnNews,
    ScanNews,
    ShipmentNews,
    Uninstalled,
)
from services.core.privacy import operations as privacy
from services.core.shipments import operations as shipments
from services.core.shipments import repository as shipment_rows
from services.core.shipments.model import UNNAMED_CARRIER, NewShipment, NewShipmentLine, ScanSource, Tracking
from services.core.storefronts import operations as storefronts
from services.worker import replacements


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells: which account of which company, in which message, and how it came to us."""

    account_id: str
    company: str
    message_id: str
    source: ScanSource = ScanSource.WEBHOOK

    @property
    def actor(self) -> Actor:
        """Whom the events are attributed to."""
        return Actor(ActorKind.SYSTEM, self.company)


async def take(write: Write, news: News, teller: Teller, now: datetime) -> bool:
    """Make our rows what the news says, in any order and however often it comes.

    False when what it is about was not told yet, so that it has to be told again later.

    Raises:
        Refused: content that cannot be kept.
    """
    if isinstance(news, ReturnNews):
        taken = [await take(write, refund, teller, now) for refund in _of_return(news)]
        return all(taken)
    async with write() as tx:
        return await _take(tx, news, teller, now)


async def _take(tx: Tx, news: News, teller: Teller, now: datetime) -> bool:
    match news:
        case OrderNews() if await replacements.is_ours(tx, news, now):
            pass
        case OrderNews():
            told = replace(news.order, told_at=news.updated_at)
            await orders.upsert_from_platform(tx, teller.account_id, told, teller.actor, now)
        case ShipmentNews():
            return await _take_shipment(tx, news, teller, now)
        case ScanNews():
            return await _take_scan(tx, news, teller, now)
        case RefundNews():
            return await _take_refund(tx, news, teller, now)
        case DisputeNews(dispute):
            order_id = await _order(tx, dispute.order_external_id)
            await disputes.record(tx, teller.account_id, dispute, order_id, teller.actor, now)
            return order_id is not None or dispute.order_external_id is None
        case Uninstalled():
            await storefronts.disconnect_account(tx, teller.account_id, news.at or now, teller.actor, now)
        case PrivacyRequest():
            ids = await order_rows.ids_of(tx, teller.account_id, news.orders)
            name = news.external_id or teller.message_id
            await privacy.receive(tx, teller.account_id, name, news.kind, ids, teller.actor, now)
        case Nothing() | ReturnNews():
            pass
    return True


async def _take_shipment(tx: Tx, news: ShipmentNews, teller: Teller, now: datetime) -> bool:
    order_id = await _order(tx, news.order_external_id)
    if order_id is None:
        return await replacements.take_shipment(tx, news, teller.actor, now)
    if news.tracking_number is None:
        return True
    known = await _lines(tx, order_id)
    if any(line.external_id not in known for line in news.lines):
        return False  # the line was added after what we know of the order
    quantities: dict[str, int] = {}
    for line in news.lines:
        quantities[known[line.external_id]] = quantities.get(known[line.external_id], 0) + line.quantity
    parcel = NewShipment(
        order_id=order_id,
        carrier=news.carrier or UNNAMED_CARRIER,
        tracking_number=news.tracking_number,
        lines=tuple(NewShipmentLine(line, quantity) for line, quantity in quantities.items()),
        status=news.status,
        label_source=news.label_source,
        service=news.service,
        shipped_at=news.shipped_at,
        tracking_url=news.tracking_url,
        external_id=news.external_id,
        told_at=news.updated_at,
    )
    await shipments.upsert_from_platform(tx, parcel, teller.actor, now)
    return True


async def _take_scan(tx: Tx, news: ScanNews, teller: Teller, now: datetime) -> bool:
    told = await shipment_rows.find_told(tx, news.shipment_external_id)
    parcel = await shipment_rows.hold(tx, told.id) if told else None
    if parcel is None:
        return False
    await shipment_rows.name_seller(tx, parcel.id, news.label_source)
    scan, estimate = news.scan, news.estimated_delivery_at
    if parcel.tracked_by is not None and await shipment_rows.is_known(tx, parcel.id, scan.occurred_at):
        return True  # our own word, which we told the platform
    if estimate is not None:  # kept with its scan, so that of several estimates the one of the newest scan counts
        scan = replace(scan, raw={**(scan.raw or {}), shipment_rows.ESTIMATE: estimate.isoformat()})
        last = await shipment_rows.last_estimate(tx, parcel.id)
        estimate = estimate if last is None or scan.occurred_at >= last else None
    # the platform's word is no answer of the company that tracks the parcel
    tracking = Tracking((scan,), estimated_delivery_at=estimate, trouble=parcel.tracking_trouble)
    await shipments.record_tracking(tx, parcel.id, tracking, teller.source, company=teller.company, now=now)
    return True


async def _take_refund(tx: Tx, news: RefundNews, teller: Teller, now: datetime) -> bool:
    order_id = await _order(tx, news.order_external_id)
    if order_id is None:
        return False
    known = await _lines(tx, order_id)
    lines = [(known.get(line.external_id), line.quantity, line.amount) for line in news.lines]
    rest = news.amount - news.shipping_amount - sum(line.amount for line in news.lines)
    if rest > 0:
        lines.append((None, 0, rest))
    if news.return_external_id is not None and news.reference is None:
        shares = [Share(amount, line, quantity) for line, quantity, amount in lines if amount or quantity]
        if news.shipping_amount:
            shares.append(Share(news.shipping_amount, shipping=True))
        kind = CompensationKind.RETURN
        counted = await ledger.record_loss(
            tx, order_id, kind, news.external_id, shares, news.currency_code, news.at
        )  # fmt: skip
    else:
        counted = await ledger.record_platform_refund(
            tx, order_id, news.external_id, news.reference, lines, news.shipping_amount, news.currency_code, news.at
        )
    if counted:
        said: dict[str, object] = {
            "externalId": news.external_id,
            "amount": str(news.amount),
            "currencyCode": news.currency_code,
        }
        await orders.tell(tx, order_id, "order.refunded", said, teller.actor, now)
    return True


def _of_return(news: ReturnNews) -> list[RefundNews]:
    return [replace(refund, return_external_id=news.external_id) for refund in news.refunds]


async def _order(db: Db, external_id: str | None) -> str | None:
    order = await order_rows.find(db, external_id=external_id) if external_id else None
    return order.id if order else None


async def _lines(db: Db, order_id: str) -> Mapping[str, str]:
    """Our ids of an order's lines, by the platform's."""
    return {line.external_id: line.id for line in await order_rows.lines(db, order_id)}
