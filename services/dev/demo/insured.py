"""The third story: a lost parcel was insured, and the insurer pays the shop back."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from services.dev.demo.client import Client
from services.dev.demo.pushes import eventually
from services.dev.demo.story import NEWS_SECONDS, WEBSOCKET, Entity, Story, expect, money

INSURED = "500.00"


class Insured(Story):
    """The customer wants their money back, and so does the shop."""

    title = "3. A lost parcel was insured, and the insurer pays the shop back"
    wish = "REFUND"
    note = "It never came."
    days = 38  # EasyPost calls nothing lost before 30 days

    async def prepare(self, group: asyncio.TaskGroup, shipment: Entity) -> None:
        """The staff tells that the parcel was insured with its label, and watches what is asked back."""
        await self.next(
            f"EasyPost insured the parcel for {INSURED} USD when its label was bought; the shop's staff tells that, "
            "and watches all that is asked back, over another WebSocket."
        )
        await self.outside.insure(self.code, INSURED)
        self.timeline.request("coverageRecord", f"{INSURED} USD, easypost", "staff")
        await self.staff.mutation(
            "coverageRecord",
            shipmentId=shipment["id"],
            provider="easypost",
            kind="THIRD_PARTY",
            insured={"amount": INSURED, "currencyCode": "USD"},
            effectiveAt=(datetime.now(UTC) - timedelta(days=self.days)).isoformat(),
        )
        await self.watch(group, WEBSOCKET, self.staff.over_websocket, "recoveryUpdated", "staff")

    async def end(self, placed: Entity, customer: Client, claim: Entity) -> None:
        """Proposed by the claim, filed with a click, decided by the insurer's adjuster, paid."""
        recovery = await self._ready(claim)
        filed = await self._file(recovery)
        await self.next("EasyPost's adjuster approves it, and EasyPost says so by a webhook.")
        self.timeline.request("move the sandbox's claim", "to approved", "easypost")
        await self.outside.approve(filed["id"])
        await self.pushes.until(WEBSOCKET, "recovery.approved")
        await self.next("The money comes, of which EasyPost tells nobody; the staff records it.")
        await self.outside.pay(filed["id"], filed["requested_amount"])
        paid = {"amount": filed["requested_amount"], "currencyCode": "USD"}
        self.timeline.request("recoveryRecordPayment", money(paid), "staff")
        await self.staff.mutation(
            "recoveryRecordPayment",
            recoveryId=recovery["id"],
            amount=paid,
            reference=f"payout of {filed['id']}",
            occurredAt=datetime.now(UTC).isoformat(),
        )
        await self.pushes.until(WEBSOCKET, "recovery.paid")
        await self.next("What the case came to.")
        self._balanced(await self.costs(claim), paid)

    async def _ready(self, claim: Entity) -> Entity:
        await self.next("With the claim the worker proposed whom to ask; it waits for the staff.")
        await self.pushes.until(WEBSOCKET, "recovery.proposed")
        pushed = (await self.pushes.until(WEBSOCKET, "recovery.ready")).event["recovery"]
        of_claim = (await self.staff.query("recoveries", filter={"claimId": claim["id"]}))["nodes"]
        expect(len(of_claim) == 1, f"{len(of_claim)} recoveries are asked for {claim['number']} instead of one.")
        recovery: Entity = of_claim[0]
        expect(recovery["id"] == pushed["id"], "The recovery that was pushed is not that of the claim.")
        self.timeline.note(
            f"{recovery['number']}: {money(recovery['requested'])} of {recovery['counterparty']['name']} by "
            f"{recovery['route']}, because {recovery['proposedBecause']}; to be filed by {recovery['fileBy'][:10]}"
        )
        return recovery

    async def _file(self, recovery: Entity) -> Mapping[str, Any]:
        await self.next("Somebody of the staff has it filed, and the worker files it with EasyPost.")
        self.timeline.request("recoverySubmit", recovery["number"], "staff")
        await self.staff.mutation("recoverySubmit", recoveryId=recovery["id"])
        await self.pushes.until(WEBSOCKET, "recovery.submitted")
        filed = await eventually(lambda: self.outside.claims(recovery["id"]), "The insurer's claim", NEWS_SECONDS)
        expect(len(filed) == 1, f"EasyPost has {len(filed)} claims for {recovery['number']} instead of one.")
        claim: Mapping[str, Any] = filed[0]
        self.timeline.note(f"EasyPost has one claim: {claim['type']}, {claim['requested_amount']} USD, {claim['id']}")
        return claim

    def _balanced(self, told: Any, paid: Mapping[str, str]) -> None:
        (sums,) = told["financials"]
        told_apart = {name: Decimal(sums[name]) for name in ("cost", "expected", "recovered", "net")}
        came = Decimal(paid["amount"])
        due = {"expected": Decimal(0), "recovered": came, "net": told_apart["cost"] - came}
        expect(told_apart["cost"] > came > 0, "The case tells of no cost, or of none that is left.")
        expect(told_apart == told_apart | due, f"The case's sums are {sums}.")
