"""EasyPost's endpoints for insurances and claims."""

import re
import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.easypost import errors, requests
from services.sandbox.easypost.access import Account, account_of
from services.sandbox.easypost.answers import answer, page
from services.sandbox.easypost.claims import ENDED, EVENTS, TYPES, Claim, Claims
from services.sandbox.easypost.events import Events
from services.sandbox.easypost.insurances import Insurance, Insurances, Shipment
from services.sandbox.easypost.trackers import Tracker
from services.sandbox.parcels import Clock, Full

LARGEST = Decimal(5000)
DATA = re.compile(r"data:(image/(?:png|jpeg)|application/pdf);base64,[A-Za-z0-9+/]+={0,2}")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
USUAL_CARRIER = "USPS"
MOST_PAYOUTS = 100

Follow = Callable[[Account, str, str], Tracker]
"""The account's tracker of a code and carrier, made when there is none."""


class Insured:
    """Insurances and claims of all accounts. `follow` makes trackers."""

    def __init__(self, follow: Follow, events: Events, clock: Clock) -> None:
        self.insurances = Insurances()
        self.claims = Claims()
        self._follow = follow
        self._events = events
        self._clock = clock

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/insurances", self._create, methods=["POST"]),
            Route("/insurances", self._list),
            Route("/insurances/{id}", self._get),
            Route("/insurances/{id}/refund", self._refund, methods=["POST"]),
            Route("/shipments/{id}", self._get_shipment),
            Route("/shipments/{id}/insure", self._insure, methods=["POST"]),
            Route("/claims", self._file, methods=["POST"]),
            Route("/claims", self._list_claims),
            Route("/claims/{id}", self._get_claim),
            Route("/claims/{id}/cancel", self._cancel, methods=["POST"]),
        ]

    def ship(self, account: Account, code: str, carrier: str) -> Shipment:
        """A label was bought for a parcel. Raises `Full`."""
        return self.insurances.ship(self._follow(account, code, carrier))

    def cover(self, tracker: Tracker, amount: Decimal) -> Insurance:
        """What a tracker follows was insured when its label was bought. Raises `Full`."""
        return self.insurances.add(tracker, amount, "purchased", self._clock())

    def settle(self, insurance: Insurance, status: str) -> None:
        """Give an insurance another status and tell of it."""
        insurance.status = status
        insurance.updated_at = now = self._clock()
        if status == "cancelled":
            insurance.messages.append("Insurance was cancelled by the user.")
        if status in {"purchased", "cancelled"}:
            self._events.tell(insurance.account, f"insurance.{status}", insurance.wire(), None, now)

    def move(self, claim: Claim, status: str, detail: str, noun: str = "claim") -> None:
        """Give a claim another status and tell of it; EasyPost's older `noun` is `claims`. Raises `Full`."""
        previous, now = claim.status, self._clock()
        claim.move(status, detail, now)
        self._events.tell(claim.account, f"{noun}.{EVENTS[status]}", claim.wire(), previous, now)

    def decide(
        self, claim: Claim, status: str, detail: str, amount: Decimal | None = None, noun: str = "claim"
    ) -> None:
        """Move a claim; what is approved without an `amount` is all that was asked for, or half of it in part.

        Raises `Full`.
        """
        if status in {"approved", "approved_partial"}:
            asked = Decimal(claim.wanted.amount or 0)
            usual = asked if status == "approved" else asked / 2
            claim.approved_amount = usual if amount is None else amount
        self.move(claim, status, detail, noun)

    def pay(self, claim: Claim, amount: Decimal, currency_code: str = "USD") -> None:
        """Pay for a claim, of which EasyPost tells nobody. Raises `Full`."""
        if len(claim.payouts) >= MOST_PAYOUTS:
            raise Full(f"a claim is paid {MOST_PAYOUTS} times and no more")
        claim.payouts.append((f"{amount:.2f}", currency_code))

    def write(self, claim: Claim, text: str, direction: str, noun: str = "claim") -> dict[str, object]:
        """Tell what was written about a claim; returns the message."""
        now = self._clock()
        message = claim.message(text, direction, now)
        self._events.tell(claim.account, f"{noun}.message", message, None, now)
        return message

    def forget(self) -> None:
        """Drop all of them."""
        self.insurances.forget()
        self.claims.forget()

    async def _create(self, request: Request) -> Response:
        account = account_of(request)
        wanted = requests.decode(await request.body(), requests.InsuranceBody).insurance
        if wanted is None:
            raise errors.missing("insurance")
        code = requests.tracking_code(requests.TrackerWanted(wanted.tracking_code, wanted.carrier))
        for name in ("to_address", "from_address"):
            if not getattr(wanted, name):
                raise errors.missing(name)
        amount = _amount(wanted.amount)
        tracker = self._follow(account, code, wanted.carrier or USUAL_CARRIER)
        addresses = {"to_address": wanted.to_address, "from_address": wanted.from_address}
        insurance = self.insurances.add(
            tracker, amount, "pending", self._clock(), reference=wanted.reference, addresses=addresses
        )
        return answer(insurance.wire(), 201)

    async def _list(self, request: Request) -> Response:
        shown, more = page(self.insurances.of(account_of(request)), request.query_params)
        return answer({"insurances": [insurance.wire() for insurance in shown], "has_more": more})

    async def _get(self, request: Request) -> Response:
        return answer(self._insurance(request).wire())

    async def _refund(self, request: Request) -> Response:
        insurance = self._insurance(request)
        if insurance.status == "cancelled":
            raise errors.invalid("status", "Insurance was cancelled before.")
        self.settle(insurance, "cancelled")
        return answer(insurance.wire())

    async def _get_shipment(self, request: Request) -> Response:
        return answer(self._shipment(request).wire())

    async def _insure(self, request: Request) -> Response:
        shipment = self._shipment(request)
        amount = _amount(requests.decode(await request.body(), requests.InsureBody).amount)
        if shipment.insurance is not None:
            raise errors.invalid("insurance", "Shipment is insured.")
        now = self._clock()
        shipment.insurance = self.insurances.add(
            shipment.tracker, amount, "purchased", now, shipment_id=shipment.id
        )  # fmt: skip
        self._events.tell(
            shipment.tracker.account, "insurance.purchased", shipment.insurance.wire(), None, now
        )  # fmt: skip
        return answer(shipment.wire())

    async def _file(self, request: Request) -> Response:
        account = account_of(request)
        wanted = requests.decode(await request.body(), requests.ClaimWanted)
        for name in ("type", "tracking_code", "description", "contact_email"):
            if not getattr(wanted, name):
                raise errors.missing(name)
        if wanted.type not in TYPES:
            raise errors.invalid("type", f"must be one of {', '.join(sorted(TYPES))}")
        attachments = [_kept(data) for data in wanted.attachments]
        insurance = self.insurances.eligible(account, wanted.tracking_code or "")
        if insurance is None:
            raise errors.not_found("No eligible insurance found with provided tracking code.")
        amount = _amount(wanted.amount)
        # the pictures themselves are of no use here
        kept = requests.without_attachments(wanted, f"{amount:.2f}")
        claim = self.claims.file(insurance, kept, attachments, self._clock())
        self._events.tell(account, "claim.submitted", claim.wire(), None, self._clock())
        return answer(claim.wire(), 201)

    async def _list_claims(self, request: Request) -> Response:
        query = request.query_params
        found = [
            claim
            for claim in self.claims.of(account_of(request))
            if query.get("type") in {None, claim.wanted.type} and query.get("status") in {None, claim.status}
        ]
        shown, more = page(found, query)
        return answer({"claims": [claim.wire() for claim in shown], "has_more": more})

    async def _get_claim(self, request: Request) -> Response:
        return answer(self._claim(request).wire())

    async def _cancel(self, request: Request) -> Response:
        claim = self._claim(request)
        if claim.status in ENDED:
            raise errors.invalid("status", f"A claim that is {claim.status} cannot be cancelled.")
        self.move(claim, "cancelled", "Claim cancellation was requested.")
        return answer(claim.wire())

    def _insurance(self, request: Request) -> Insurance:
        insurance = self.insurances.find(request.path_params["id"])
        if insurance is None or insurance.account.key != account_of(request).key:
            raise errors.not_found()
        return insurance

    def _shipment(self, request: Request) -> Shipment:
        shipment = self.insurances.shipment(account_of(request), request.path_params["id"])
        if shipment is None:
            raise errors.not_found()
        return shipment

    def _claim(self, request: Request) -> Claim:
        claim = self.claims.find(request.path_params["id"])
        if claim is None or claim.account.key != account_of(request).key:
            raise errors.not_found()
        return claim


def _amount(told: str | float | None) -> Decimal:
    """An insured or claimed amount in USD. Raises `errors.Refusal`."""
    if told is None or told == "":
        raise errors.missing("amount")
    try:
        amount = Decimal(str(told))
    except InvalidOperation:
        raise errors.invalid("amount", "must be a number") from None
    if not 0 < amount <= LARGEST:
        raise errors.invalid("amount", f"must be more than 0 and at most {LARGEST}")
    return amount


def _kept(data: str) -> str:
    """Where an attachment lies now. Raises `errors.Refusal`."""
    found = DATA.fullmatch(data)
    if found is None:
        raise errors.invalid("attachments", "must be PNG, JPEG or PDF as data URIs in base64")
    return f"https://files.example.com/insurance/{uuid.uuid4().hex}.{ENDINGS[found[1]]}"
