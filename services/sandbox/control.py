"""The control API: orders faults, pushes parcels on, and tells which calls came in.

POST   /control/faults                 order a fault: `services.sandbox.faults.Fault`
GET    /control/faults                 those in force
DELETE /control/faults                 withdraw all, and the disorder of webhooks
POST   /control/webhooks               order disorder: `services.sandbox.deliveries.Disorder`
GET    /control/webhooks               how many wait, were delivered, failed or were dropped
GET    /control/calls                  what reached a company; ?company= method= path_prefix= tracking_code=
                                       shop= operation=
GET    /control/accounts               how many calls each account made
GET    /control/mails                  what was caught, newest first; ?to=
GET    /control/journeys               prefixes of codes with a story, test codes, moves
GET    /control/parcels/{code}         what is known of a parcel
POST   /control/parcels/{code}/move    {"to": …}: a turn, or `next` or `end` of its story
POST   /control/parcels/{code}/claim   {"to": …}: a step of the claim on it, which UPS tells among the scans
POST   /control/reset                  be as new

What can be done in Shopify's shops stands in `services.sandbox.shopify.control.routes`, and what with claims and
insurances in `services.sandbox.easypost.control` and the like, below `/control/<company>`.
"""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.box import Box
from services.sandbox.calls import Wanted
from services.sandbox.company import Company
from services.sandbox.deliveries import Disorder
from services.sandbox.faults import Fault, Kind, TooMany
from services.sandbox.journeys import JOURNEYS, PREFIX, TURNS, ClaimStep, Scan
from services.sandbox.parcels import Full, Parcel
from services.sandbox.steering import Wrong, answered, decoded

LONGEST_CODE = 200
NEXT, END = "next", "end"


class Move(msgspec.Struct, forbid_unknown_fields=True):
    """Where a parcel is pushed: a turn's name, or `next` or `end` of its script."""

    to: str


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """To which step a claim comes."""

    to: ClaimStep


class Control:
    """The endpoints under `/control`."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/faults", self._order, methods=["POST"]),
            Route("/faults", self._faults),
            Route("/faults", self._withdraw, methods=["DELETE"]),
            Route("/calls", self._calls),
            Route("/accounts", self._accounts),
            Route("/webhooks", self._disorder, methods=["POST"]),
            Route("/webhooks", self._webhooks),
            Route("/journeys", self._journeys),
            Route("/parcels/{code}", self._parcel),
            Route("/parcels/{code}/move", self._move, methods=["POST"]),
            Route("/parcels/{code}/claim", self._decide, methods=["POST"]),
            Route("/reset", self._reset, methods=["POST"]),
        ]

    async def _order(self, request: Request) -> Response:
        fault = await decoded(request, Fault)
        company = self._company(fault.company)
        if not isinstance(fault.fault, Kind) and company.refusal(fault.fault, None) is None:
            raise Wrong(f"{fault.company} never refuses with {fault.fault}; kinds: {', '.join(Kind)}")
        try:
            number = self._box.faults.order(fault)
        except TooMany as full:
            raise Wrong(f"{full}: DELETE /control/faults") from full
        return answered(_shown(number, fault, fault.times), 201)

    async def _faults(self, _request: Request) -> Response:
        faults = [_shown(*in_force) for in_force in self._box.faults.in_force()]
        return answered({"faults": faults})

    async def _withdraw(self, _request: Request) -> Response:
        self._box.deliveries.disorder = Disorder()
        return answered({"withdrawn": self._box.faults.withdraw()})

    async def _calls(self, request: Request) -> Response:
        try:
            wanted = msgspec.convert(dict(request.query_params), Wanted)
        except msgspec.ValidationError as wrong:
            raise Wrong(str(wrong)) from wrong
        calls = list(self._box.calls.find(wanted))
        return answered({"calls": calls, "count": len(calls)})

    async def _accounts(self, _request: Request) -> Response:
        return answered({"calls": self._box.calls.of_accounts})

    async def _disorder(self, request: Request) -> Response:
        self._box.deliveries.disorder = await decoded(request, Disorder)
        return await self._webhooks(request)

    async def _webhooks(self, _request: Request) -> Response:
        deliveries = self._box.deliveries
        tally = msgspec.to_builtins(deliveries.tally)
        return answered({"waiting": deliveries.waiting, **tally, "disorder": deliveries.disorder})

    async def _journeys(self, _request: Request) -> Response:
        samples = {code: script.name for company in self._box.companies for code, script in company.scripts.items()}
        journeys = {f"{PREFIX}-{name}-": len(journey.steps) for name, journey in JOURNEYS.items()}
        return answered({"prefixes": journeys, "samples": samples, "moves": [*TURNS, NEXT, END]})

    async def _parcel(self, request: Request) -> Response:
        parcel = self._box.parcels.find(request.path_params["code"])
        if parcel is None:
            return answered({"error": "nobody asked for this parcel yet"}, 404)
        return answered(_told(parcel))

    async def _move(self, request: Request) -> Response:
        to = (await decoded(request, Move)).to.lower()
        if to not in {*TURNS, NEXT, END}:
            raise Wrong(f"no such move; there are {', '.join((*TURNS, NEXT, END))}")
        code = request.path_params["code"]
        if len(code) > LONGEST_CODE:
            raise Wrong(f"a code has {LONGEST_CODE} characters at most")
        try:
            parcel = self._box.parcels.follow(code)
            if to in TURNS:
                self._box.parcels.turn(parcel, to)
            else:
                self._box.parcels.advance(parcel, 1 if to == NEXT else len(parcel.to_come))
        except Full as full:
            raise Wrong(f"{full}: POST /control/reset") from full
        return answered(_told(parcel))

    async def _decide(self, request: Request) -> Response:
        step = (await decoded(request, Decision)).to
        parcel = self._box.parcels.find(request.path_params["code"])
        if parcel is None:
            return answered({"error": "nobody asked for this parcel yet"}, 404)
        try:
            self._box.parcels.decide(parcel, step)
        except Full as full:
            raise Wrong(f"{full}: POST /control/reset") from full
        return answered(_told(parcel))

    async def _reset(self, _request: Request) -> Response:
        self._box.forget()
        return answered({"reset": True})

    def _company(self, name: str) -> Company:
        for company in self._box.companies:
            if company.name == name:
                return company
        raise Wrong(f"no such company; there are {', '.join(c.name for c in self._box.companies)}")


def _shown(number: int, fault: Fault, left: int | None) -> dict[str, object]:
    shown: dict[str, Any] = msgspec.to_builtins(fault)
    key = shown["match"]["api_key"]
    shown["match"]["api_key"] = key and f"…{key[-4:]}"
    return {"id": number, "left": left, **shown}


def _told(parcel: Parcel) -> dict[str, object]:
    return {
        "code": parcel.code,
        "journey": parcel.journey.name,
        "known": [_scan(scan) for scan in parcel.known],
        "to_come": len(parcel.to_come),
        "claim": [{"at": told.at, "step": told.step} for told in parcel.claim],
        "ended": parcel.ended,
    }


def _scan(scan: Scan) -> dict[str, object]:
    return {"at": scan.at, "happening": scan.happening, "place": scan.place and scan.place.city}
