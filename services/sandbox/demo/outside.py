"""What happens outside: where parcels are, who was asked, what the shop paid back; and how a person changes it."""

from datetime import datetime

import msgspec

from services.sandbox.box import Box
from services.sandbox.calls import Call, Wanted
from services.sandbox.demo.bad_days import BadDays
from services.sandbox.demo.insurer import Case, Insurer
from services.sandbox.demo.sales import Sale, Sales
from services.sandbox.journeys import TURNS, Happening
from services.sandbox.parcels import Full
from services.sandbox.steering import Wrong

COMPANY = "easypost"
"""Whom the demo storefronts have their parcels followed by."""
MOST_CALLS = 12
NEXT = "next"


class Scan(msgspec.Struct, rename="camel"):
    """What the carrier saw."""

    at: datetime
    happening: Happening
    place: str | None


class Parcel(msgspec.Struct, rename="camel"):
    """A parcel, and how many scans its story still has. `followed`: whether the carrier was asked for it yet."""

    code: str
    order: str
    followed: bool = False
    known: list[Scan] = []
    to_come: int = 0


class Paid(msgspec.Struct, rename="camel"):
    """Money that the shop gave back at Shopify."""

    amount: str
    currency_code: str
    note: str | None


class Mail(msgspec.Struct, rename="camel"):
    """A mail that the customer got."""

    number: int
    subject: str
    received_at: datetime


class Replacement(msgspec.Struct, rename="camel"):
    """An order that sends goods again."""

    id: int
    name: str
    sent: bool


class View(msgspec.Struct, rename="camel"):
    """All of it. `order` is the order's id at Makegood; `heard`: whether anybody wants the shop's webhooks."""

    order: str | None
    heard: bool
    parcels: list[Parcel]
    calls: list[Call]
    calls_count: int
    refunds: list[Paid]
    replacements: list[Replacement]
    cases: list[Case]
    mails: list[Mail]
    bad_days: dict[str, float]


class Outside:
    """The box, as far as it concerns one order."""

    def __init__(self, box: Box, sales: Sales) -> None:
        self._box = box
        self._sales = sales
        self.bad_days = BadDays(box)
        self.insurer = Insurer(box.easypost)

    def view(self, sale: Sale) -> View:
        """Everything about one order, as it stands."""
        parcels = [self._parcel(parcel.number or "", parcel.order.name) for parcel in sale.parcels]
        calls = sorted(
            (call for parcel in parcels for call in self._box.calls.find(Wanted(COMPANY, tracking_code=parcel.code))),
            key=lambda call: call.number,
            reverse=True,
        )
        return View(
            order=sale.known_as,
            heard=self._sales.is_heard(sale.shop.domain),
            parcels=parcels,
            calls=calls[:MOST_CALLS],
            calls_count=len(calls),
            refunds=[
                Paid(f"{refund.total}", sale.order.presentment_currency, refund.note) for refund in sale.order.refunds
            ],
            replacements=[Replacement(one.id, one.name, bool(one.fulfillments)) for one in sale.replacements],
            cases=self.insurer.cases(sale.codes),
            mails=[
                Mail(mail.number, mail.subject, mail.received_at) for mail in self._box.mailbox.to(sale.order.email)
            ],
            bad_days=self.bad_days.left(),
        )

    def move(self, sale: Sale, code: str, to: str) -> None:
        """Give one of the order's parcels another fate. Raises `Wrong`."""
        if code not in sale.codes:
            raise Wrong("the order has no such parcel")
        parcels = self._box.parcels
        try:
            if to == NEXT:
                parcels.advance(parcels.follow(code))
            elif to in TURNS:
                parcels.turn(parcels.follow(code), to)
            else:
                raise Wrong(f"no such move; there are {', '.join((*TURNS, NEXT))}")
        except Full as full:
            raise Wrong(f"{full}: POST /control/reset") from full

    def _parcel(self, code: str, order: str) -> Parcel:
        parcel = self._box.parcels.find(code)
        if parcel is None:
            return Parcel(code, order)
        scans = [Scan(scan.at, scan.happening, scan.place.city if scan.place else None) for scan in parcel.known]
        return Parcel(code, order, True, scans[::-1], len(parcel.to_come))
