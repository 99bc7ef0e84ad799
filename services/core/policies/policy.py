"""Which rules are about a claim and what they add up to, and which policies are refused."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from services.core.policies.model import ClaimReason, Document, PolicyRule, Rule

EU = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
GROUPS = {"EU": EU, "EEA": EU | {"IS", "LI", "NO"}}
"""Markets of several countries, the smaller one first."""

_SAID = [field.name for field in fields(Rule)]


def decide(document: Document, market: str | None, carrier: str | None, reason: ClaimReason | None) -> Rule:
    """What the policy says of a claim: each field from the most specific rule that says it.

    A rule is the more specific the more it names of market, carrier and reason; of two that name as many, the one that
    names the market, then the one that names the carrier; a country is more than a group. What the storefront wrote
    goes before everything built in. `market` is the country that the order goes to.
    """
    found: dict[str, Any] = {}
    for rule in matching(document, market, carrier, reason):
        for name in _SAID:
            said = getattr(rule, name)
            if said is not None:
                found.setdefault(name, said)
    return Rule(**found)


def matching(
    document: Document, market: str | None, carrier: str | None, reason: ClaimReason | None
) -> list[PolicyRule]:
    """The rules that are about such claims, the most specific first."""

    def about(rules: Iterable[PolicyRule]) -> list[PolicyRule]:
        matched = [rule for rule in rules if _matches(rule, market, carrier, reason)]
        return sorted(matched, key=_weight, reverse=True)

    return about(document.rules) + about(document.built_in)


def is_in(market: str | None, other: str | None) -> bool:
    """Whether a market is another one or lies in it; every one lies in any."""
    if other is None or market == other:
        return True
    members = GROUPS.get(other, frozenset())
    return market is not None and GROUPS.get(market, frozenset({market})) <= members


def _matches(rule: PolicyRule, market: str | None, carrier: str | None, reason: ClaimReason | None) -> bool:
    return (
        rule.reason in (None, reason)
        and is_in(market, rule.market)
        and (rule.carrier is None or (carrier is not None and rule.carrier.casefold() == carrier.casefold()))
    )


def _weight(rule: PolicyRule) -> tuple[int, ...]:
    named = [rule.market is not None, rule.carrier is not None, rule.reason is not None]
    groups = list(GROUPS)
    breadth = groups.index(rule.market) + 1 if rule.market in groups else 0
    return (sum(named), named[0], -breadth, named[1], named[2])
