"""What a person or a test can do with EasyPost's insurances and claims, under `/control/easypost`.

GET    /claims                       everybody's, newest first, with what was paid for them
POST   /claims/{id}/move             {"to": …, "detail": …, "approved_amount": …, "plural": false}: a decision
POST   /claims/{id}/messages         {"body": …, "direction": "outbound", "plural": false}
POST   /claims/{id}/pay              {"amount": "12.50", "currency_code": "USD"}: money that EasyPost tells nobody of
GET    /insurances                   everybody's, newest first
POST   /insurances                   {"tracking_code": …, "amount": "100.00"}: bought by whoever follows the parcel
POST   /insurances/{id}/move         {"to": …}
POST   /shipments                    {"api_key": …, "tracking_code": …, "carrier": …}: a label that was bought

`plural` tells it under the event's older name (`claims.updated`).
"""

from decimal import Decimal, InvalidOperation

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.easypost.access import account_with
from services.sandbox.easypost.claims import EVENTS, Claim
from services.sandbox.easypost.errors import Refusal
from services.sandbox.easypost.insurances import STATUSES
from services.sandbox.easypost.insured import USUAL_CARRIER, Insured
from services.sandbox.easypost.trackers import Trackers
from services.sandbox.parcels import Full
from services.sandbox.steering import Wrong, answered, decoded

DETAILS = {
    "submitted": "Claim was created.",
    "in_review": "Claim is being reviewed.",
    "needs_action": "Proof of purchase is missing.",
    "approved": "Claim was approved.",
    "approved_partial": "Claim was approved in part.",
    "rejected": "The parcel was delivered according to the carrier.",
    "cancelled": "Claim cancellation was requested.",
}


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """Where a claim is moved to; without an amount all that was asked for is approved, or half of it in part."""

    to: str
    detail: str | None = None
    approved_amount: str | None = None
    plural: bool = False


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """What is written about a claim."""

    body: str
    direction: str = "outbound"
    plural: bool = False


class Payout(msgspec.Struct, forbid_unknown_fields=True):
    """Money for a claim."""

    amount: str
    currency_code: str = "USD"


class Settled(msgspec.Struct, forbid_unknown_fields=True):
    """Where an insurance is moved to."""

    to: str


class Premium(msgspec.Struct, forbid_unknown_fields=True):
    """A parcel that is insured."""

    tracking_code: str
    amount: str


class Label(msgspec.Struct, forbid_unknown_fields=True):
    """A label that was bought with a key."""

    api_key: str
    tracking_code: str
    carrier: str = USUAL_CARRIER


class EasyPostControl:
    """The endpoints."""

    def __init__(self, insured: Insured, trackers: Trackers) -> None:
        self._insured = insured
        self._trackers = trackers

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/claims", self._claims),
            Route("/claims/{id}/move", self._move, methods=["POST"]),
            Route("/claims/{id}/messages", self._write, methods=["POST"]),
            Route("/claims/{id}/pay", self._pay, methods=["POST"]),
            Route("/insurances", self._insurances),
            Route("/insurances", self._cover, methods=["POST"]),
            Route("/insurances/{id}/move", self._settle, methods=["POST"]),
            Route("/shipments", self._ship, methods=["POST"]),
        ]

    async def _claims(self, _request: Request) -> Response:
        return answered({"claims": [_shown(claim) for claim in self._insured.claims.all()]})

    async def _move(self, request: Request) -> Response:
        claim, decision = self._claim(request), await decoded(request, Decision)
        if decision.to not in EVENTS:
            raise Wrong(f"no such status; there are {', '.join(EVENTS)}")
        amount = _decimal(decision.approved_amount) if decision.approved_amount else None
        noun = "claims" if decision.plural else "claim"
        try:
            self._insured.decide(claim, decision.to, decision.detail or DETAILS[decision.to], amount, noun)
        except Full as full:
            raise Wrong(str(full)) from full
        return answered(_shown(claim))

    async def _write(self, request: Request) -> Response:
        claim, words = self._claim(request), await decoded(request, Words)
        if words.direction not in {"outbound", "inbound"}:
            raise Wrong("a message is outbound, from EasyPost, or inbound, to it")
        noun = "claims" if words.plural else "claim"
        return answered(self._insured.write(claim, words.body, words.direction, noun), 201)

    async def _pay(self, request: Request) -> Response:
        claim, payout = self._claim(request), await decoded(request, Payout)
        try:
            self._insured.pay(claim, _decimal(payout.amount), payout.currency_code)
        except Full as full:
            raise Wrong(str(full)) from full
        return answered(_shown(claim))

    async def _insurances(self, _request: Request) -> Response:
        return answered({"insurances": [insurance.wire() for insurance in self._insured.insurances.all()]})

    async def _cover(self, request: Request) -> Response:
        premium = await decoded(request, Premium)
        tracker = next(self._trackers.following(premium.tracking_code), None)
        if tracker is None:
            raise Wrong("nobody follows this parcel; POST /easypost/v2/trackers")
        try:
            return answered(self._insured.cover(tracker, _decimal(premium.amount)).wire(), 201)
        except Full as full:
            raise Wrong(str(full)) from full

    async def _settle(self, request: Request) -> Response:
        insurance = self._insured.insurances.find(request.path_params["id"])
        to = (await decoded(request, Settled)).to
        if insurance is None or to not in STATUSES:
            raise Wrong(f"no such insurance or status; statuses are {', '.join(sorted(STATUSES))}")
        self._insured.settle(insurance, to)
        return answered(insurance.wire())

    async def _ship(self, request: Request) -> Response:
        label = await decoded(request, Label)
        try:
            account = account_with(label.api_key)
            return answered(self._insured.ship(account, label.tracking_code, label.carrier).wire(), 201)
        except (Refusal, Full) as no:
            raise Wrong(str(no)) from no

    def _claim(self, request: Request) -> Claim:
        claim = self._insured.claims.find(request.path_params["id"])
        if claim is None:
            raise Wrong("no such claim; GET /control/easypost/claims")
        return claim


def _shown(claim: Claim) -> dict[str, object]:
    paid = [{"amount": amount, "currency_code": currency_code} for amount, currency_code in claim.payouts]
    return claim.wire() | {"reference": claim.wanted.reference, "payouts": paid}


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Wrong('an amount is written like "12.50"') from None
