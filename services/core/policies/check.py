"""Which policies are refused: what cannot be meant, and what consumers in the European Union cannot be told."""

import re
from collections.abc import Iterator

from services.core.countries import COUNTRIES
from services.core.money import BadMoney, parse_amount
from services.core.policies.model import (
    CREDIT,
    Anchor,
    Bound,
    Document,
    Limits,
    PolicyRule,
    ResolutionType,
    Unit,
    Window,
)
from services.core.policies.policy import GROUPS, is_in, matching
from services.core.refusal import Problem, Refused

MOST_RULES = 100
LONGEST_NOTE = 1000
LONGEST_CARRIER = 100
LONGEST_URL = 2000
LONGEST_DAYS = 365
LARGEST_AMOUNT = {Unit.HOURS: 24 * 365, Unit.CALENDAR_DAYS: 1095, Unit.WORKING_DAYS: 365}
_HOURS = {Unit.HOURS: 1.0, Unit.CALENDAR_DAYS: 24.0, Unit.WORKING_DAYS: 24 * 7 / 5}
_STAGE = {Anchor.ORDERED: 0, Anchor.SHIPPED: 1, Anchor.LAST_SCAN: 2, Anchor.DELIVERED: 2}
_URL = re.compile(r"https://[!-~]+")
_CARRIER = re.compile(rf"(?=.*\S)[^\x00-\x1f\x7f\ud800-\udfff]{{1,{LONGEST_CARRIER}}}")

Path = tuple[str, ...]


def check(document: Document, note: str | None) -> None:
    """Refuse a policy that cannot be meant. Raises `Refused` with every problem found."""
    rules = document.rules
    if len(rules) > MOST_RULES:
        raise Refused(Problem("TOO_MANY", f"A policy has at most {MOST_RULES} rules.", ("rules",)))
    problems: list[Problem] = []
    if note is not None and (len(note) > LONGEST_NOTE or "\x00" in note):
        problems.append(Problem("INVALID", f"At most {LONGEST_NOTE} characters, without NUL.", ("note",)))
    seen = set()
    for place, rule in enumerate(rules):
        path = ("rules", str(place))
        problems += _match(rule, path)
        problems += _content(rule, path)
        about = (rule.market, rule.carrier and rule.carrier.casefold(), rule.reason)
        if about in seen:
            problems.append(Problem("DUPLICATE", "Two rules are about the same; make them one.", path))
        seen.add(about)
    if not problems:
        problems = [problem for place in range(len(rules)) for problem in _law(document, place)]
    if problems:
        raise Refused(*problems)


def _match(rule: PolicyRule, path: Path) -> Iterator[Problem]:
    if rule.market is not None and rule.market not in GROUPS and rule.market not in COUNTRIES:
        message = f'Name a country as in ISO 3166-1, such as "DK", or one of {", ".join(GROUPS)}.'
        yield Problem("UNKNOWN_MARKET", message, (*path, "market"))
    if rule.carrier is not None and not _CARRIER.fullmatch(rule.carrier):
        message = f"Name the carrier with 1 to {LONGEST_CARRIER} printable characters, or leave it out."
        yield Problem("INVALID", message, (*path, "carrier"))


def _content(rule: PolicyRule, path: Path) -> Iterator[Problem]:
    if rule == PolicyRule(rule.market, rule.carrier, rule.reason):
        yield Problem("INVALID", "The rule says nothing.", path)
    if rule.window is not None:
        yield from _window(rule.window, (*path, "window"))
    yield from _resolutions(rule, (*path, "resolutions"))
    for name, days, least in (
        ("escalationDays", rule.escalation_days, 0),
        ("inactivityDays", rule.inactivity_days, 1),
        ("appealDays", rule.appeal_days, 1),
    ):
        if days is not None and not least <= days <= LONGEST_DAYS:
            yield Problem("IMPOSSIBLE_DAYS", f"From {least} to {LONGEST_DAYS} days.", (*path, name))
    for name, limits in (
        ("autoApproveLimits", rule.auto_approve_limits),
        ("goodwillLimits", rule.goodwill_limits),
        ("recoveryMinimum", rule.recovery_minimum),
    ):
        yield from _limits(limits or {}, (*path, name))
    if rule.report_url and (len(rule.report_url) > LONGEST_URL or not _URL.fullmatch(rule.report_url)):
        yield Problem("INVALID", "Give a link that begins with https://, or an empty text.", (*path, "reportUrl"))


def _window(window: Window, path: Path) -> Iterator[Problem]:
    for name, bound in (("earliest", window.earliest), ("latest", window.latest)):
        if bound is not None and not 0 <= bound.amount <= LARGEST_AMOUNT[bound.unit]:
            message = f"From 0 to {LARGEST_AMOUNT[bound.unit]} {bound.unit}."
            yield Problem("IMPOSSIBLE_WINDOW", message, (*path, name, "amount"))
    if window.earliest and window.latest and _inverted(window.earliest, window.latest):
        yield Problem("WINDOW_INVERTED", "The window would end before it begins.", (*path, "latest"))


def _inverted(earliest: Bound, latest: Bound) -> bool:
    """Whether the one bound lies behind the other, whenever an order's moments were."""
    follows = earliest.anchor == latest.anchor or (
        earliest.anchor in _STAGE
        and latest.anchor in _STAGE
        and _STAGE[earliest.anchor] > _STAGE[latest.anchor]
    )  # fmt: skip
    return follows and earliest.amount * _HOURS[earliest.unit] > latest.amount * _HOURS[latest.unit]


def _resolutions(rule: PolicyRule, path: Path) -> Iterator[Problem]:
    said = rule.resolutions
    if said is None:
        return
    if not said.allowed or len(set(said.allowed)) < len(said.allowed):
        yield Problem("INVALID", "Name at least one, each once.", (*path, "allowed"))
    if said.default not in said.allowed:
        yield Problem("DEFAULT_NOT_ALLOWED", "What is given by default must be allowed.", (*path, "default"))
    if said.refund_always and ResolutionType.REFUND not in said.allowed:
        yield Problem("REFUND_REQUIRED", "Allow REFUND, as it shall always be there.", (*path, "allowed"))
    if said.refund_always and said.default in CREDIT:
        message = "Where a refund is always there, credit is the customer's choice and no default."
        yield Problem("CREDIT_NOT_CHOSEN", message, (*path, "default"))


def _limits(limits: Limits, path: Path) -> Iterator[Problem]:
    for currency, amount in limits.items():
        try:
            parse_amount(f"{amount:f}", currency)
        except BadMoney as error:
            yield Problem("INVALID_MONEY", str(error), path)


def _law(document: Document, place: int) -> Iterator[Problem]:
    """What a rule says of consumers in the EU, looked at where nothing more specific is said.

    Directive 2011/83/EU, art. 18 and 20: what was not received is paid back in full, whatever it was sold as.
    """
    rule, path = document.rules[place], ("rules", str(place))
    market = rule.market if is_in(rule.market, "EU") else "EU" if is_in("EU", rule.market) else None
    if market is None:
        return

    def holds(name: str) -> bool:
        winner = next(
            one for one in matching(document, market, rule.carrier, rule.reason) if getattr(one, name) is not None
        )
        return winner is rule

    fix = "or write another rule for the market EU."
    if rule.resolutions is not None and not rule.resolutions.refund_always and holds("resolutions"):
        message = f"In the EU a refund is always there: set refundAlways and allow REFUND, {fix}"
        yield Problem("REFUND_REQUIRED", message, (*path, "resolutions", "allowed"))
    if rule.covers_final_sale is False and holds("covers_final_sale"):
        message = f"In the EU what was not received is paid back whatever it was sold as, {fix}"
        yield Problem("FINAL_SALE_REQUIRED", message, (*path, "coversFinalSale"))
