"""What each counterparty's form asks for, by the names and in the order in which it asks: one file for each."""

import tomllib
from dataclasses import field
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as table

from services.core.recoveries.rules.book import BadRules, counterparties, fallback_of, named, referred
from services.core.recoveries.rules.model import KNOWN_FIELDS, Counterparty, Rule
from services.core.recoveries.rules.terms import Confidence, CounterpartyKind, Peril

FOLDER = Path(__file__).parent / "forms"


class Known(StrEnum):
    """What we can fill in."""

    PARCEL_NUMBER = "parcel.number"
    PARCEL_CARRIER = "parcel.carrier"
    PARCEL_SERVICE = "parcel.service"
    PARCEL_SHIPPED = "parcel.shipped"
    PARCEL_EXPECTED = "parcel.expected"
    PARCEL_DELIVERED = "parcel.delivered"
    PARCEL_WEIGHT = "parcel.weight"
    PARCEL_DECLARED = "parcel.declared"
    SHOP_NAME = "shop.name"
    CUSTOMER_NAME = "customer.name"
    CUSTOMER_POSTAL_CODE = "customer.postal_code"
    CUSTOMER_COUNTRY = "customer.country"
    ORDER_NUMBER = "order.number"
    GOODS_DESCRIPTION = "goods.description"
    GOODS_QUANTITY = "goods.quantity"
    GOODS_VALUE = "goods.value"
    GOODS_COST = "goods.cost"
    GOODS_FREIGHT = "goods.freight"
    GOODS_OTHERS = "goods.others"
    COVER_AMOUNT = "cover.amount"
    COVER_POLICY = "cover.policy"
    CASE_KIND = "case.kind"
    CASE_HAPPENED = "case.happened"
    CASE_DISCOVERED = "case.discovered"
    CASE_AMOUNT = "case.amount"
    CASE_OWN = "case.own"


class Asked(StrEnum):
    """Who knows what we do not."""

    SHOP = "SHOP"
    CUSTOMER = "CUSTOMER"
    CARRIER = "CARRIER"


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Blank:
    """One field: filled with what we know (`value`), with the same for everybody (`fixed`), or by whom we `ask`.

    Of `perils` it is asked for these alone; none is for all.
    """

    label: str
    value: Known | None = None
    fixed: str | None = None
    ask: Asked = Asked.SHOP
    perils: tuple[Peril, ...] = ()


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Step:
    """What whoever files does next, in the form's language."""

    text: str
    perils: tuple[Peril, ...] = ()


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Form:
    """What one counterparty asks for; `kinds` are its own words for what happened."""

    source: str
    confidence: Confidence
    steps: tuple[Step, ...]
    kinds: dict[Peril, str] = field(default_factory=dict)
    fields: tuple[Blank, ...]


_FILE = TypeAdapter(Form)


@cache
def form_of(party: Counterparty) -> Form:
    """The form of a counterparty, or of those of its part that have none. Raises `BadRules` for a broken file."""
    path = FOLDER / f"{party.key}.toml"
    if not path.exists():
        path = FOLDER / f"{_stand_in(party.kind).key}.toml"
    try:
        return _FILE.validate_python(tomllib.loads(path.read_text()))
    except ValueError as wrong:
        raise BadRules(f"{path.name}: {wrong}") from wrong


def party_of(name: str, *, is_carrier: bool) -> Counterparty:
    """The counterparty that a recovery names, by key or by one of its names; else who stands in for its part."""
    known = [found for found in counterparties() if (found.kind is CounterpartyKind.CARRIER) == is_carrier]
    called = (found for found in known if _plain(name) in map(_plain, (found.name, *found.carriers, *found.providers)))
    kind = CounterpartyKind.CARRIER if is_carrier else CounterpartyKind.INSURER
    return named(name) or next(called, None) or fallback_of(kind)


def rule_of(party: Counterparty, reference: str | None, peril: Peril) -> Rule:
    """The rule that a recovery was written by; where that is not known the first about the same peril, or at all."""
    known = referred(reference) if reference else None
    return known or next((rule for rule in party.rules if peril in rule.perils), party.rules[0])


def _stand_in(kind: CounterpartyKind) -> Counterparty:
    return fallback_of(CounterpartyKind.CARRIER if kind is CounterpartyKind.CARRIER else CounterpartyKind.INSURER)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
