"""What a person or a test can do at AfterShip by hand, under `/control/aftership`.

POST   /webhooks             {"api_key": …, "url": …, "secret": …}: where an account's news are posted to
GET    /coverages            everybody's
POST   /coverages/{id}/move  {"to": …}
GET    /claims               everybody's
POST   /claims               {"coverage_id": …, "issue_type": "lost_in_transit"}: filed on AfterShip's pages
POST   /claims/{id}/move     {"to": …, "amount": …, "currency": "USD", "documents": […]}; `paid` pays
"""

from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.carriers.aftership.protection import CLAIM_STATUSES, ISSUES, STATUSES, Amount, Protection
from services.sandbox.carriers.aftership.webhooks import Webhooks
from services.sandbox.parcels import Clock, Full
from services.sandbox.steering import Wrong, answered, decoded


class Address(msgspec.Struct, forbid_unknown_fields=True):
    """Where news are posted to."""

    api_key: str
    url: str
    secret: str


class Filing(msgspec.Struct, forbid_unknown_fields=True):
    """A claim on a coverage."""

    coverage_id: str
    issue_type: str = ISSUES[0]


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """Where a claim is moved to; without an amount all that was insured is approved or paid."""

    to: str
    amount: str | None = None
    currency: str = "USD"
    documents: list[str] = []


class AfterShipControl:
    """The endpoints."""

    def __init__(self, protection: Protection, webhooks: Webhooks, clock: Clock) -> None:
        self._protection = protection
        self._webhooks = webhooks
        self._clock = clock

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/webhooks", self._connect, methods=["POST"]),
            Route("/coverages", self._coverages),
            Route("/coverages/{id}/move", self._move_coverage, methods=["POST"]),
            Route("/claims", self._file, methods=["POST"]),
            Route("/claims", self._claims),
            Route("/claims/{id}/move", self._move, methods=["POST"]),
        ]

    async def _connect(self, request: Request) -> Response:
        address = await decoded(request, Address)
        try:
            self._webhooks.connect(address.api_key, address.url, address.secret)
        except Full as full:
            raise Wrong(str(full)) from full
        return answered({"connected": True}, 201)

    async def _coverages(self, _request: Request) -> Response:
        return answered({"coverages": [coverage.wire() for coverage in self._protection.coverages()]})

    async def _move_coverage(self, request: Request) -> Response:
        to = (await decoded(request, Decision)).to
        coverage = self._protection.coverage(request.path_params["id"])
        if coverage is None or to not in STATUSES:
            raise Wrong(f"no such coverage or status; statuses are {', '.join(STATUSES)}")
        coverage.status = to
        return answered(coverage.wire())

    async def _file(self, request: Request) -> Response:
        filing = await decoded(request, Filing)
        coverage = self._protection.coverage(filing.coverage_id)
        if coverage is None or filing.issue_type not in ISSUES:
            raise Wrong(f"no such coverage or issue; issues are {', '.join(ISSUES)}")
        try:
            return answered(self._protection.file(coverage, filing.issue_type, self._now()).wire(), 201)
        except Full as full:
            raise Wrong(str(full)) from full

    async def _claims(self, _request: Request) -> Response:
        return answered({"claims": [claim.wire() for claim in self._protection.claims()]})

    async def _move(self, request: Request) -> Response:
        decision = await decoded(request, Decision)
        claim = self._protection.claim(request.path_params["id"])
        if claim is None or decision.to not in CLAIM_STATUSES:
            raise Wrong(f"no such claim or status; statuses are {', '.join(CLAIM_STATUSES)}")
        claim.status, claim.wanted, claim.updated_at = decision.to, decision.documents, self._now()
        if decision.to in {"approved", "paid"}:
            claim.payment = Amount(decision.amount or claim.coverage.order.subtotal.amount, decision.currency)
        if decision.to == "paid":
            claim.paid_at = self._now()
        return answered(claim.wire())

    def _now(self) -> datetime:
        return self._clock()
