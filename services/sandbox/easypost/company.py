"""EasyPost as one company of the sandbox: its HTTP interface and what it tells of parcels that move."""

from collections.abc import Mapping
from typing import ClassVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.easypost import errors, requests
from services.sandbox.easypost.access import Account, account_of, key_of
from services.sandbox.easypost.answers import answer, page
from services.sandbox.easypost.control import EasyPostControl
from services.sandbox.easypost.events import Event, Events
from services.sandbox.easypost.insured import USUAL_CARRIER, Insured
from services.sandbox.easypost.samples import CODES
from services.sandbox.easypost.trackers import Tracker, Trackers, wire
from services.sandbox.easypost.webhooks import Webhook, Webhooks
from services.sandbox.journeys import Journey
from services.sandbox.parcels import Clock, Full, Parcel, Parcels


class EasyPost:
    """The company. Trackers are told of each scan that is released."""

    name: ClassVar[str] = "easypost"
    root: ClassVar[str] = "/easypost/v2"
    scripts: ClassVar[Mapping[str, Journey]] = CODES

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._deliveries = deliveries
        self._clock = clock
        self.trackers = Trackers()
        self._webhooks = Webhooks(clock)
        self._events = Events(self._webhooks, deliveries)
        self.insured = Insured(self._follow, self._events, clock)
        self.control = EasyPostControl(self.insured, self.trackers).routes()
        parcels.watchers.append(self._parcel_moved)
        self.app = Starlette(
            routes=[
                Route("/trackers", self._create_tracker, methods=["POST"]),
                Route("/trackers", self._list_trackers),
                Route("/trackers/batch", self._batch_trackers, methods=["POST"]),
                Route("/trackers/{id}", self._get_tracker),
                Route("/trackers/{id}", self._delete_tracker, methods=["DELETE"]),
                Route("/webhooks", self._create_webhook, methods=["POST"]),
                Route("/webhooks", self._list_webhooks),
                Route("/webhooks/{id}", self._get_webhook),
                Route("/webhooks/{id}", self._change_webhook, methods=["PATCH"]),
                Route("/webhooks/{id}", self._delete_webhook, methods=["DELETE"]),
                Route("/events", self._list_events),
                Route("/events/{id}", self._get_event),
                *self.insured.routes(),
            ],
            exception_handlers={
                errors.Refusal: errors.refused,
                Full: _full,
                HTTPException: errors.strayed,
                405: errors.misused,
            },
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The key, and the tracking codes in path, query or body."""
        codes = set(request.query_params.getlist("tracking_codes[]"))
        codes |= set(request.query_params.getlist("tracking_code"))
        path = request.url.path.removeprefix(self.root)
        code = self.trackers.code_of(path.rpartition("/")[2]) if path.startswith("/trackers/") else None
        codes |= {code} if code else set()
        try:
            sent = msgspec.json.decode(body or b"{}", type=_Codes)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            sent = _Codes()
        codes |= set(sent.tracking_codes)
        for told in (sent, sent.tracker, sent.insurance):
            codes |= {told.tracking_code} if told and told.tracking_code else set()
        return Caller(key_of(request), tuple(sorted(codes)))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """EasyPost's error body for a status."""
        known = errors.BY_STATUS.get(status)
        if known is None:
            return None
        if details is not None:
            known = errors.Refusal(known.status, known.code, known.message, details)
        return known.response()

    def forget(self) -> None:
        """Drop trackers, webhooks, events, insurances and claims."""
        self.insured.forget()
        self.trackers.forget()
        self._webhooks.forget()
        self._events.forget()

    def _parcel_moved(self, parcel: Parcel) -> None:
        now = self._clock()
        for tracker in self.trackers.following(parcel.code):
            previous, tracker.reported = tracker.reported, tracker.status
            tracker.updated_at = now
            self._events.tell(tracker.account, "tracker.updated", wire(tracker), previous, now)

    def _follow(self, account: Account, code: str, carrier: str) -> Tracker:
        return self.trackers.create(account, self._parcels.follow(code), carrier, self._clock())[0]

    async def _create_tracker(self, request: Request) -> Response:
        account = account_of(request)
        wanted = requests.decode(await request.body(), requests.TrackerBody).tracker
        code = requests.tracking_code(wanted)
        carrier = (wanted and wanted.carrier) or USUAL_CARRIER
        now = self._clock()
        tracker, new = self.trackers.create(account, self._parcels.follow(code), carrier, now)
        if new:
            self._events.tell(account, "tracker.created", wire(tracker), None, now)
        if new and code in CODES:
            # EasyPost follows up on its test codes at once, as if the carrier had just answered
            self._events.tell(account, "tracker.updated", wire(tracker), "unknown", now)
        return answer(wire(tracker), 201 if new else 200, {"location": f"/api/v2/trackers/{tracker.id}"})

    async def _list_trackers(self, request: Request) -> Response:
        account = account_of(request)
        query = request.query_params
        codes = set(query.getlist("tracking_codes[]") + query.getlist("tracking_code"))
        found = self.trackers.of(account, codes or None)
        carrier = query.get("carrier")
        shown, more = page([t for t in found if carrier in {None, t.carrier}], query)
        return answer({"trackers": [wire(tracker) for tracker in shown], "has_more": more})

    async def _batch_trackers(self, request: Request) -> Response:
        account = account_of(request)
        codes = requests.tracking_codes(requests.decode(await request.body(), requests.BatchBody))
        found = self.trackers.of(account, codes)
        return answer({"trackers": [wire(tracker) for tracker in found], "has_more": False})

    async def _get_tracker(self, request: Request) -> Response:
        return answer(wire(self._tracker(request)))

    async def _delete_tracker(self, request: Request) -> Response:
        self.trackers.delete(self._tracker(request))
        return answer({"success": True})

    async def _create_webhook(self, request: Request) -> Response:
        account = account_of(request)
        body = requests.decode(await request.body(), requests.WebhookBody)
        return answer(self._webhooks.create(account, body.change).wire(), 201)

    async def _list_webhooks(self, request: Request) -> Response:
        return answer({"webhooks": [hook.wire() for hook in self._webhooks.of(account_of(request))]})

    async def _get_webhook(self, request: Request) -> Response:
        return answer(self._webhook(request).wire())

    async def _change_webhook(self, request: Request) -> Response:
        webhook = self._webhook(request)
        body = requests.decode(await request.body(), requests.WebhookBody)
        self._webhooks.change(webhook, body.change)
        return answer(webhook.wire(), 201)

    async def _delete_webhook(self, request: Request) -> Response:
        webhook = self._webhook(request)
        self._webhooks.delete(webhook)
        self._deliveries.stop(webhook.receiver)
        return answer({})

    async def _list_events(self, request: Request) -> Response:
        shown, more = page(self._events.of(account_of(request)), request.query_params)
        return answer({"events": [event.summary() for event in shown], "has_more": more})

    async def _get_event(self, request: Request) -> Response:
        return answer(self._event(request).wire())

    def _tracker(self, request: Request) -> Tracker:
        tracker = self.trackers.get(account_of(request), request.path_params["id"])
        if tracker is None:
            raise errors.not_found()
        return tracker

    def _webhook(self, request: Request) -> Webhook:
        webhook = self._webhooks.get(account_of(request), request.path_params["id"])
        if webhook is None:
            raise errors.not_found()
        return webhook

    def _event(self, request: Request) -> Event:
        for event in self._events.of(account_of(request)):
            if event.id == request.path_params["id"]:
                return event
        raise errors.not_found()


class _Codes(msgspec.Struct):
    """Where bodies hold tracking codes."""

    tracking_codes: list[str] = []
    tracking_code: str | None = None
    tracker: requests.TrackerWanted | None = None
    insurance: requests.TrackerWanted | None = None


async def _full(_request: Request, full: Exception) -> Response:
    return errors.rate_limited(f"{full}; POST /control/reset empties it").response()
