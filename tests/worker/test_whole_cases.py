"""A case that went its whole way, exported: each reader finds all that is theirs, and nothing that is not."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import msgspec
import pytest

from services.core.clock import system_clock
from services.core.correspondence import desk
from services.core.correspondence.model import Channel, NewMessage, Visibility
from services.core.database import Pool
from services.core.documents import dealings
from services.core.documents.model import Audience, Language
from services.core.ledger import operations as ledger
from services.core.ledger.model import EntryType, NewEntry, Settlement
from services.core.resolutions.model import Resolution
from services.core.vault import Vault
from services.worker.job import Process
from tests.builders import Shop, a_key
from tests.selling import a_platform, an_approved_claim, carried_out, choose, sold, the_customer
from tests.worker.archives import build, opened, wanted
from tests.worker.evidence import Case

ASKED, ANSWERED, SECRET = "Where is my parcel?", "We asked the carrier; it is lost.", "He called three times."


@dataclass(frozen=True)
class Whole:
    """A case, and what was chosen for it."""

    case: Case
    resolution: Resolution


@pytest.fixture
async def whole(app: Pool, shop: Shop, vault: Vault) -> Whole:
    """A lost parcel: both sides wrote, staff noted, it was paid back, the carrier paid, and a fee was reversed."""
    sale = await sold(app, shop, await a_platform(app, vault, shop), total="70.00", shipping_amount="5.00")
    claim = await an_approved_claim(app, shop, sale)
    write, now = shop.write(app), system_clock()
    for caller, new in (
        (the_customer(shop, sale.order), NewMessage(claim, ASKED)),
        (shop.caller, NewMessage(claim, ANSWERED)),
        (shop.caller, NewMessage(claim, SECRET, channel=Channel.PHONE, visibility=Visibility.INTERNAL)),
    ):
        await desk.add_message(write, caller, new, key=a_key(), now=now)
    resolution = await choose(app, shop, claim)
    await carried_out(app, shop, resolution)
    later = now + timedelta(hours=1)
    async with app.write(shop.id) as tx:
        settled = Settlement(Decimal("149.20"), "DKK", Decimal("7.46"), now.date())
        paid = NewEntry(claim, EntryType.CARRIER_PAYOUT, Decimal("20.00"), "EUR", later, settled, "GLS-77", True)
        await ledger.book(tx, paid, later)
        fee = NewEntry(claim, EntryType.CLAIM_FEE, Decimal("9.50"), "EUR", later, ref="invoice 12")
        await ledger.reverse(tx, await ledger.book(tx, fee, later), later + timedelta(hours=1), ref="credit note 13")
    return Whole(Case(shop, sale.order, claim), resolution)


async def told(
    app: Pool, rows: asyncpg.Connection, process: Process, case: Case, audience: Audience
) -> tuple[str, list[dict[str, Any]]]:
    """The PDF's text, and the timeline's events, as somebody gets them."""
    export_id = await wanted(app, case, audience)
    await build(rows, process, case, export_id)
    text, archive, _ = await opened(process, case, export_id)
    events: list[dict[str, Any]] = msgspec.json.decode(archive.read("timeline.json"))["events"]
    assert [one["occurredAt"] for one in events] == sorted(one["occurredAt"] for one in events)
    return text, events


def of_type(events: list[dict[str, Any]], kind: str, *names: str) -> list[tuple[Any, ...]]:
    """The events of a type, each as these of its values."""
    return [tuple(one[name] for name in names) for one in events if one["type"] == kind]


async def test_the_shop_reads_everything(whole: Whole, app: Pool, process: Process, rows: asyncpg.Connection) -> None:
    text, events = await told(app, rows, process, whole.case, Audience.SHOP)
    refund = f"done platform.refund {whole.resolution.id}"
    for said in (
        *(ASKED, ANSWERED, SECRET, "Phone", "internal", "Resolutions", "Completed"),
        *("Costs and recoveries", "€20.00", "DKK149.20", "Expected", "GLS-77", "€9.50", "-€9.50", "Reversal"),
    ):
        assert said in text, said
    assert of_type(events, "message", "actor", "channel", "body") == [
        ("CUSTOMER", "API", ASKED),
        ("MERCHANT", "EMAIL", ANSWERED),
        ("MERCHANT", "PHONE", SECRET),
    ]
    assert [one["body"] for one in events if one.get("internal")] == [SECRET]
    money = {"amount": "70.00", "currencyCode": "EUR"}
    assert of_type(events, "resolution", "resolution", "status", "amount", "reference") == [
        ("REFUND", "COMPLETED", money, refund)
    ]
    assert of_type(events, "ledger.entry", "entry", "side", "reverses", "expected", "reference") == [
        ("REFUND", "COST", False, False, whole.resolution.id),
        ("CARRIER_PAYOUT", "RECOVERY", False, True, "GLS-77"),
        ("CLAIM_FEE", "COST", False, False, "invoice 12"),
        ("CLAIM_FEE", "COST", True, False, "credit note 13"),
    ]
    assert of_type(events, "claim.message_added") == [], "the messages themselves are told"


async def test_a_bank_reads_what_the_customer_saw_and_what_was_paid_back(
    whole: Whole, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    text, events = await told(app, rows, process, whole.case, Audience.BANK)
    for said in (ASKED, ANSWERED, "Resolutions", "Refund", "Completed", "€70.00"):
        assert said in text, said
    assert [body for (body,) in of_type(events, "message", "body")] == [ASKED, ANSWERED]
    assert of_type(events, "resolution", "status") == [("COMPLETED",)]
    assert of_type(events, "ledger.entry") == []
    everything = text + msgspec.json.encode(events).decode()
    for hidden in (SECRET, "internal", "Costs and recoveries", "GLS-77", "9.50", "invoice 12", "entry_booked"):
        assert hidden not in everything, hidden


async def test_a_carrier_reads_neither_letters_nor_what_was_paid(
    whole: Whole, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    text, events = await told(app, rows, process, whole.case, Audience.CARRIER)
    kinds = {one["type"] for one in events}
    assert "claim.submitted" in kinds
    assert not kinds & {"message", "resolution", "ledger.entry", "claim.message_added"}
    everything = text + msgspec.json.encode(events).decode()
    for hidden in (ASKED, ANSWERED, SECRET, "Messages", "Message", "Resolutions", "GLS-77", "9.50", "done platform"):
        assert hidden not in everything, hidden


async def test_of_a_very_long_correspondence_the_newest_texts_are_whole(
    whole: Whole, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    await rows.execute(
        """insert into messages (storefront_id, id, claim_id, order_id, author, channel, direction, visibility, body,
               created_at)
           select storefront_id, 'msg_' || lpad(n::text, 26, '0'), id, order_id, 'CUSTOMER', 'API', 'INBOUND', 'PUBLIC',
               n || repeat(' and so on', 9999), now() - n * interval '1 day' from claims, generate_series(1, 10) n"""
    )
    async with app.read(whole.case.shop.id) as db:
        letters = await dealings.letters(db, whole.case.claim_id, Audience.BANK)
    assert sum(len(one.body) for one in letters) <= dealings.MOST_TEXT + len(letters) * len(dealings.CUT)
    assert [one.body for one in letters[-2:]] == [ASKED, ANSWERED]
    assert letters[0].body == dealings.CUT


async def test_every_language_tells_it(whole: Whole, app: Pool, process: Process, rows: asyncpg.Connection) -> None:
    export_id = await wanted(app, whole.case, Audience.SHOP, Language.DA)
    await build(rows, process, whole.case, export_id)
    text, _, _ = await opened(process, whole.case, export_id)
    for said in ("intern", "Tilbageført", "Forventet", "Gebyr for krav", "Gennemført"):
        assert said in text, said
