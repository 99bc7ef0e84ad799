"""Plays around the real jobs that file recoveries, take them back and buy coverage, each at an account of its own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

import httpx

from services.core import ports
from services.core.companies.aftership import AfterShip
from services.core.companies.easypost import EasyPost
from services.core.coverages import operations as coverages
from services.core.coverages import repository as covered
from services.core.coverages.model import CoverageKind, CoverageStatus, NewCoverage
from services.core.money import Money
from services.core.outside import Outside
from services.core.outside.addresses import authorities
from services.core.ports import Carrier, Cover, Covered, Credentials, FilingReason, Rejected
from services.core.recoveries import operations, repository
from services.core.recoveries.model import CounterpartyType, RecoveryStatus, RouteKind, Word
from services.core.shipments import repository as shipments
from services.core.storefronts import repository as storefronts
from services.core.storefronts.operations import NewAccount, sealed_account
from services.worker.job import Job, Process
from services.worker.main import wiring
from services.worker.recoveries import cover
from services.worker.recoveries.filing import filer_of
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.faults.crashing import Play, Seeded
from tests.recoveries import a_new_recovery, a_recovery, recovery_of, target

ASKED = Money(Decimal("65.00"), "USD")
ADDRESS = {
    "name": "Ida Hansen", "street1": "1 Main Street", "city": "Austin", "state": "TX", "zip": "78701", "country": "US",
    "email": "ida@shop.example",
}  # fmt: skip
authorities()  # read before all processes of a play are forked


@dataclass(frozen=True)
class Asking:
    """What plays are given: the storefront, the sandbox, and whether look-ups wait for the call before them."""

    shop: Shop
    sandbox_url: str
    hasty_by: float = 0.0
    first_fails: bool = False


class Addressed(AfterShip):
    """AfterShip for a storefront that tells it where parcels come from and go to."""

    async def insure(self, credentials: Credentials, cover: Cover) -> Covered:
        """Buy a coverage, with the addresses that AfterShip asks for."""
        return await super().insure(credentials, replace(cover, from_address=ADDRESS, to_address=ADDRESS))


@asynccontextmanager
async def opened(play: Play) -> AsyncIterator[Process]:
    """What a worker has."""
    async with wiring(play.settings) as process, Outside() as outside:
        easypost = EasyPost(outside, f"{play.given.sandbox_url}/easypost/v2")
        easypost.quiet_seconds = EasyPost.quiet_seconds - play.given.hasty_by  # type: ignore[misc]
        aftership = Addressed(outside, f"{play.given.sandbox_url}/aftership")
        carriers: Mapping[str, Carrier] = {**process.carriers, "easypost": easypost, "aftership": aftership}
        yield replace(process, carriers=carriers, clock=play.clock)


async def with_insurer(play: Play, process: Process, name: str) -> Seeded:
    """A lost parcel that EasyPost insured, whose recovery is to be filed."""
    account, recovery = await _insured(play, process, name)
    await operations.submit(play.given.shop.write(process.app), play.given.shop.caller, target(recovery), play.clock())
    return Seeded(recovery, account)


async def with_carrier(play: Play, process: Process, name: str) -> Seeded:
    """A parcel that Amazon lost, whose recovery is to be filed."""
    shop: Shop = play.given.shop
    secrets = {
        "client_id": f"amzn1.application-oa2-client.{name}", "client_secret": "secret", "mode": "test",
        "refresh_token": f"Atzr|{name}", "business_id": "AmazonShipping_UK",
    }  # fmt: skip
    account = await _account(play, process, "amazon_shipping", name, secrets)
    kind = {"route": RouteKind.CARRIER_API, "counterparty_type": CounterpartyType.CARRIER, "counterparty": "amazon"}
    number, recovery = await _ready(play, process, account, **kind)
    async with httpx.AsyncClient(base_url=f"{play.given.sandbox_url}/control") as control:
        (await control.post(f"/parcels/{number}/move", json={"to": "lost"})).raise_for_status()
    await operations.submit(shop.write(process.app), shop.caller, target(recovery), play.clock())
    return Seeded(recovery, account)


async def to_take_back(play: Play, process: Process, name: str) -> Seeded:
    """A recovery that EasyPost looks at, and that somebody withdraws."""
    shop: Shop = play.given.shop
    account, recovery = await _insured(play, process, name)
    found = await recovery_of(process.app, shop, recovery)
    async with process.app.read(shop.id) as db:
        parcel = await shipments.get(db, found.shipment_id)
    assert parcel is not None
    wanted = {"type": "loss", "tracking_code": parcel.tracking_number, "amount": "65.00", "description": "Lost.",
              "contact_email": "claims@shop.example", "reference": recovery}  # fmt: skip
    async with _easypost(play, name) as easypost:
        claim = (await easypost.post("/claims", json=wanted)).raise_for_status().json()
    now = play.clock()
    write = shop.write(process.app)
    await operations.record_filed(write, shop.caller, target(recovery), claim["id"], now, now)
    await operations.withdraw(write, shop.caller, target(recovery), "It is in the shop.", now)
    return Seeded(recovery, account)


async def to_be_insured(play: Play, process: Process, name: str) -> Seeded:
    """A parcel for which insurance is to be bought at EasyPost."""
    return await _bought(play, process, "easypost", name, {"api_key": _key(name)})


async def to_be_protected(play: Play, process: Process, name: str) -> Seeded:
    """A parcel for which coverage is to be bought at AfterShip."""
    return await _bought(play, process, "aftership", name, {"api_key": f"asat_{name}", "mode": "test"})


async def buy(job: Job) -> None:
    """The job that buys coverage, without its later looks at what is pending."""
    await cover.buy(job)


async def say_yes(play: Play, process: Process, subject: str) -> bool:
    """EasyPost says yes to an insurance after a while; whether there was one to say yes to."""
    async with process.app.read(play.storefront_id) as db:
        coverage = await covered.get(db, subject)
    if coverage is None or coverage.status is not CoverageStatus.INACTIVE:
        return False
    async with httpx.AsyncClient(base_url=f"{play.given.sandbox_url}/control/easypost") as control:
        path = f"/insurances/{coverage.reference}/move"
        (await control.post(path, json={"to": "purchased"})).raise_for_status()
    return True


async def file_naively(job: Job) -> None:
    """File a recovery, as one writes it who has never seen a process die."""
    async with job.read() as db:
        recovery = await repository.get(db, job.subject)
        parcel = await shipments.get(db, recovery.shipment_id) if recovery else None
    assert recovery is not None
    assert parcel is not None
    company, credentials = await filer_of(job, recovery)
    number, why = parcel.tracking_number, FilingReason(recovery.reason.value)
    asked = ports.Filing(
        recovery.id, recovery.id, number, "USPS", why, ASKED.amount, "USD", "Lost.", "claims@shop.example"
    )
    try:
        filed = await company.file(credentials, asked)
    except Rejected as no:
        async with job.write() as tx:
            now = job.process.clock()
            await operations.filing_failed(tx, job.subject, no.code, no.message, job.actor, now)
        return
    async with job.write() as tx:
        now = job.process.clock()
        word = Word(RecoveryStatus.SUBMITTED, now, reference=filed.reference)
        await operations.filed(tx, job.subject, word, job.actor, now)


async def _insured(play: Play, process: Process, name: str) -> tuple[str, str]:
    """An account at EasyPost, and a recovery of a parcel that it insured there."""
    account = await _account(play, process, "easypost", name, {"api_key": _key(name)})
    kind = {"route": RouteKind.INSURER_API, "counterparty_type": CounterpartyType.INSURER, "counterparty": "easypost"}
    number, recovery = await _ready(play, process, account, **kind)
    wanted = {"tracking_code": number, "amount": "100.00", "to_address": ADDRESS, "from_address": ADDRESS}
    async with _easypost(play, name) as easypost:
        (await easypost.post("/insurances", json={"insurance": wanted})).raise_for_status()
    if play.given.first_fails:
        await _fail_first(play, name)
    return account, recovery


async def _ready(play: Play, process: Process, account: str, **kind: object) -> tuple[str, str]:
    """A recovery of a claimed parcel that is ready, with the parcel's number."""
    shop: Shop = play.given.shop
    order = await an_order(process.app, shop)
    parcel = await a_shipment(process.app, shop, order)
    claim = await a_claim(process.app, shop, order, parcel)
    told = {"claim_id": claim, "account_id": account, "requested": ASKED, "required_documents": ()} | kind
    recovery = await a_recovery(process.app, shop, a_new_recovery(order, parcel, **told))
    async with process.app.read(shop.id) as db:
        kept = await shipments.get(db, parcel)
    assert kept is not None
    return kept.tracking_number, recovery


async def _bought(play: Play, process: Process, company: str, name: str, secrets: dict[str, str]) -> Seeded:
    shop: Shop = play.given.shop
    account = await _account(play, process, company, name, secrets)
    parcel = await a_shipment(process.app, shop, await an_order(process.app, shop))
    new = NewCoverage(parcel, company, CoverageKind.THIRD_PARTY, ASKED, account_id=account, buys=True)
    write = shop.write(process.app)
    return Seeded(await coverages.record(write, shop.caller, new, key=a_key(), now=play.clock()), account)


async def _account(play: Play, process: Process, company: str, name: str, secrets: dict[str, str]) -> str:
    """An account of its own, so that nobody's breaker opens for another, and each list has one thing."""
    account = sealed_account(process.vault, play.storefront_id, NewAccount(company, name, secrets, {}))
    async with process.app.write(play.storefront_id) as tx:
        await storefronts.save_account(tx, account, play.clock())
    return account.id


async def _fail_first(play: Play, name: str) -> None:
    """Have the account's first filing lost before anything is done, and its second one late."""
    match = {"method": "POST", "path_prefix": "/claims", "api_key": _key(name)}
    async with httpx.AsyncClient(base_url=f"{play.given.sandbox_url}/control") as control:
        for fault in ({"fault": "reset_before_work"}, {"fault": "late", "delay": 0.3}):
            (await control.post("/faults", json=fault | {"match": match})).raise_for_status()


def _easypost(play: Play, name: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"{play.given.sandbox_url}/easypost/v2", auth=(_key(name), ""))


def _key(name: str) -> str:
    return f"EZTK{name}"
