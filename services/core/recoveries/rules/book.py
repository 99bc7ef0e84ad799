"""The written rules: one file for each counterparty, read and checked once."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from services.core.recoveries.rules.model import Counterparty, Rates, Rule
from services.core.recoveries.rules.terms import CounterpartyKind, Peril

FOLDER = Path(__file__).parent / "counterparties"
RATES = Path(__file__).with_name("rates.toml")
_FILE = TypeAdapter(Counterparty)


class BadRules(ValueError):
    """A file of rules says something that no rule can say; the message names the file."""


@cache
def counterparties() -> tuple[Counterparty, ...]:
    """All that are written down, in the order of their names. Raises `BadRules`."""
    return tuple(read(path.stem, path.read_text()) for path in sorted(FOLDER.glob("*.toml")))


@cache
def written_rates() -> Rates:
    """The rates that count while nobody hands in newer ones."""
    table = tomllib.loads(RATES.read_text())
    return Rates(table["as_of"], {code: Decimal(rate) for code, rate in table["sdr"].items()}, table["source"])


def read(key: str, text: str) -> Counterparty:
    """Read one file; its `[defaults]` count for each rule that does not say otherwise. Raises `BadRules`."""
    try:
        table = tomllib.loads(text)
        shared = {"counterparty": key, "country": table.get("country"), "zone": table.get("zone", "UTC")}
        shared |= table.pop("defaults", {})
        table["rules"] = [shared | row for row in table.get("rules", [])]
        found = _FILE.validate_python({"key": key} | table)
    except ValueError as wrong:
        raise BadRules(f"{key}: {wrong}") from wrong
    if missing := [rule.id for rule in found.rules if not rule.source.strip()]:
        raise BadRules(f"{key}: rules without a source: {', '.join(missing)}")
    if len({(rule.id, rule.version) for rule in found.rules}) < len(found.rules):
        raise BadRules(f"{key}: two rules have the same id and version")
    return found


def named(key: str) -> Counterparty | None:
    """Who is written down under this key."""
    return next((found for found in counterparties() if found.key == key), None)


def referred(reference: str) -> Rule | None:
    """The rule of a `Rule.reference`, also when a newer version counts for new parcels."""
    rules = (rule for party in counterparties() for rule in party.rules)
    return next((rule for rule in rules if rule.reference == reference), None)


def carrier_of(name: str, origin: str | None) -> Counterparty | None:
    """Who carries parcels under this name from this country; one that is at home there comes first.

    Of an unknown country nobody is known where the name is that of several.
    """
    known = [found for found in _kind(CounterpartyKind.CARRIER) if _plain(name) in map(_plain, found.carriers)]
    if origin is None:
        return known[0] if len(known) == 1 else None
    known = [found for found in known if not found.countries or origin in found.countries]
    return min(known, key=lambda found: not found.countries, default=None)


def provider_of(name: str) -> Counterparty | None:
    """Who covers parcels under this name."""
    return next((found for found in counterparties() if _plain(name) in map(_plain, found.providers)), None)


def fallback_of(kind: CounterpartyKind) -> Counterparty:
    """Who stands in for those of a kind that nobody wrote down."""
    return next(found for found in counterparties() if found.kind is kind and found.fallback)


def rule_of(
    party: Counterparty,
    peril: Peril,
    day: date,
    *,
    origin: str | None,
    destination: str,
    service: str | None = None,
    military: bool = False,
) -> Rule | None:
    """The rule that counts for a parcel that was shipped on that day; of several versions the newest that was valid."""
    words = _plain(service or "")
    fitting = [
        rule
        for rule in party.rules
        if peril in rule.perils
        and rule.valid_from <= day
        and rule.lane.fits(origin or party.country or "", destination, military=military)
        and (not rule.services or any(_plain(word) in words for word in rule.services))
    ]
    if not fitting:
        return None
    return max((rule for rule in fitting if rule.id == fitting[0].id), key=lambda rule: rule.version)


def _kind(kind: CounterpartyKind) -> Iterator[Counterparty]:
    return (found for found in counterparties() if found.kind is kind and not found.fallback)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
