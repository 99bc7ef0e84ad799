"""Insurances: what an account insured, and how EasyPost writes it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.sandbox.easypost.access import Account
from services.sandbox.easypost.answers import moment
from services.sandbox.easypost.trackers import Tracker
from services.sandbox.easypost.trackers import wire as tracker_wire
from services.sandbox.parcels import Full

MOST_INSURANCES = 20_000
STATUSES = frozenset({"new", "pending", "purchased", "failed", "cancelled"})
INELIGIBLE = frozenset({"failed", "cancelled"})
RATE = Decimal("0.01")


@dataclass(slots=True, eq=False)
class Shipment:
    """A parcel whose label was bought at EasyPost; all that this sandbox knows of one."""

    id: str
    tracker: Tracker
    insurance: "Insurance | None" = None

    def wire(self) -> dict[str, Any]:
        """The shipment as EasyPost writes it, without addresses and postage."""
        insured = self.insurance if self.insurance and self.insurance.status != "cancelled" else None
        return {
            "id": self.id,
            "object": "Shipment",
            "mode": self.tracker.account.mode,
            "created_at": moment(self.tracker.created_at),
            "updated_at": moment(self.tracker.updated_at),
            "status": self.tracker.status,
            "tracking_code": self.tracker.parcel.code,
            "insurance": f"{insured.amount:.2f}" if insured else None,
            "fees": [
                {"object": "Fee", "type": "LabelFee", "amount": "0.00000", "charged": True, "refunded": False},
                *([insured.fee()] if insured else []),
            ],
            "tracker": tracker_wire(self.tracker),
        }


@dataclass(slots=True, eq=False)
class Insurance:
    """One insurance."""

    id: str
    tracker: Tracker
    amount: Decimal
    status: str
    created_at: datetime
    updated_at: datetime
    reference: str | None = None
    shipment_id: str | None = None
    addresses: dict[str, Any] = field(default_factory=dict, repr=False)
    messages: list[str] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """Whose it is."""
        return self.tracker.account

    def fee(self) -> dict[str, Any]:
        """What it cost."""
        cost = max(self.amount * RATE, Decimal(1))
        return {"object": "Fee", "type": "InsuranceFee", "amount": f"{cost:.5f}", "charged": True, "refunded": False}

    def wire(self) -> dict[str, Any]:
        """The insurance as EasyPost writes it."""
        return {
            "id": self.id,
            "object": "Insurance",
            "mode": self.account.mode,
            "reference": self.reference,
            "status": self.status,
            "amount": f"{self.amount:.5f}",
            "provider": "easypost",
            "provider_id": None,
            "to_address": self.addresses.get("to_address"),
            "from_address": self.addresses.get("from_address"),
            "shipment_id": self.shipment_id,
            "tracker": tracker_wire(self.tracker),
            "tracking_code": self.tracker.parcel.code,
            "fee": self.fee(),
            "messages": self.messages,
            "created_at": moment(self.created_at),
            "updated_at": moment(self.updated_at),
        }


class Insurances:
    """All insurances and shipments of all accounts."""

    def __init__(self) -> None:
        self._by_id: dict[str, Insurance] = {}
        self._shipments: dict[str, Shipment] = {}

    def add(self, tracker: Tracker, amount: Decimal, status: str, now: datetime, **more: Any) -> Insurance:
        """A new insurance. Raises `Full`."""
        if len(self._by_id) >= MOST_INSURANCES:
            raise Full(f"the sandbox keeps {MOST_INSURANCES} insurances and no more")
        insurance = Insurance(f"ins_{uuid.uuid4().hex}", tracker, amount, status, now, now, **more)
        self._by_id[insurance.id] = insurance
        return insurance

    def ship(self, tracker: Tracker) -> Shipment:
        """A label was bought for what the tracker follows. Raises `Full`."""
        if len(self._shipments) >= MOST_INSURANCES:
            raise Full(f"the sandbox keeps {MOST_INSURANCES} shipments and no more")
        shipment = Shipment(f"shp_{uuid.uuid4().hex}", tracker)
        self._shipments[shipment.id] = shipment
        return shipment

    def find(self, id: str) -> Insurance | None:  # noqa: A002 - EasyPost's word
        """Anybody's insurance."""
        return self._by_id.get(id)

    def shipment(self, account: Account, id: str) -> Shipment | None:  # noqa: A002 - EasyPost's word
        """One of the account's shipments."""
        shipment = self._shipments.get(id)
        return shipment if shipment is not None and shipment.tracker.account.key == account.key else None

    def all(self) -> list[Insurance]:
        """Everybody's insurances, newest first."""
        return list(reversed(self._by_id.values()))

    def of(self, account: Account) -> list[Insurance]:
        """The account's insurances, newest first."""
        return [insurance for insurance in self.all() if insurance.account.key == account.key]

    def eligible(self, account: Account, code: str) -> Insurance | None:
        """The newest insurance of a parcel on which a claim can be filed."""
        mine = (insurance for insurance in self.of(account) if insurance.tracker.parcel.code == code)
        return next((insurance for insurance in mine if insurance.status not in INELIGIBLE), None)

    def forget(self) -> None:
        """Drop all of them."""
        self._by_id.clear()
        self._shipments.clear()
