"""Which rule says what of a claim, what is built in, and which policies are refused."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.countries import COUNTRIES
from services.core.policies.check import MOST_RULES, check
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import (
    CREDIT,
    Anchor,
    Bound,
    ClaimReason,
    Document,
    PolicyRule,
    Resolutions,
    ResolutionType,
    Rule,
    Unit,
    Window,
)
from services.core.policies.policy import EU, decide, is_in
from tests.core.refusals import refused

REFUND, CREDIT_ONLY = ResolutionType.REFUND, Resolutions((ResolutionType.STORE_CREDIT,), ResolutionType.STORE_CREDIT)
MARKETS = st.sampled_from([None, "EU", "EEA", "DK", "NO", "US"])
CARRIERS = st.sampled_from([None, "GLS", "gls", "PostNord"])
REASONS = st.one_of(st.none(), st.sampled_from([ClaimReason.LOST_IN_TRANSIT, ClaimReason.DELAYED]))
RULES = st.builds(
    PolicyRule,
    market=MARKETS,
    carrier=CARRIERS,
    reason=REASONS,
    escalation_days=st.one_of(st.none(), st.integers(0, 99)),
)


def a_policy(*rules: PolicyRule) -> Document:
    return Document(rules, BUILT_IN.built_in)


def days(*rules: PolicyRule, market: str | None = "DK", carrier: str | None = "GLS") -> int:
    """What a policy says of the escalation of a lost parcel."""
    return decide(a_policy(*rules), market, carrier, ClaimReason.LOST_IN_TRANSIT).escalation_days


@pytest.mark.parametrize("reason", ClaimReason)
@pytest.mark.parametrize("market", [None, "DK", "DE", "US", "NO", "JP"])
def test_what_is_built_in_says_everything_of_every_claim(market: str | None, reason: ClaimReason) -> None:
    rule = decide(BUILT_IN, market, "GLS", reason)
    assert all(getattr(rule, field.name) is not None for field in fields(Rule))
    assert rule.escalation_days == 30
    assert not rule.auto_approve_limits
    assert (rule.files_recoveries, rule.recovery_minimum) == (False, {})
    assert rule.resolutions.default in rule.resolutions.allowed
    assert rule.covers_final_sale


@pytest.mark.parametrize("market", sorted(EU))
@pytest.mark.parametrize("reason", ClaimReason)
def test_in_the_eu_a_refund_is_always_there_and_credit_is_no_default(market: str, reason: ClaimReason) -> None:
    said = decide(BUILT_IN, market, None, reason).resolutions
    assert said.refund_always
    assert REFUND in said.allowed
    assert said.default not in CREDIT


def test_what_is_built_in_could_have_been_written() -> None:
    check(Document(BUILT_IN.built_in, ()), None)
    check(BUILT_IN, None)


def test_a_lost_parcel_has_no_last_day_in_the_eu_and_thirty_days_in_the_us() -> None:
    window = {market: decide(BUILT_IN, market, "UPS", ClaimReason.LOST_IN_TRANSIT).window for market in ("DK", "US")}
    assert window["DK"].latest is None
    assert window["US"].latest == Bound(Anchor.LAST_SCAN, 30)


def test_the_storefronts_own_word_goes_before_everything_built_in() -> None:
    anything = PolicyRule(window=Window(latest=Bound(Anchor.ORDERED, 400)))
    for reason in ClaimReason:
        assert decide(a_policy(anything), "DK", "GLS", reason).window == anything.window


def test_the_rule_that_names_more_wins_and_the_market_goes_before_the_carrier() -> None:
    lost = ClaimReason.LOST_IN_TRANSIT
    rules = [
        PolicyRule(escalation_days=1),
        PolicyRule(reason=lost, escalation_days=2),
        PolicyRule(carrier="gls", escalation_days=3),
        PolicyRule(market="EEA", escalation_days=4),
        PolicyRule(market="EU", escalation_days=5),
        PolicyRule(market="DK", escalation_days=6),
        PolicyRule(carrier="GLS", reason=lost, escalation_days=7),
        PolicyRule(market="EU", reason=lost, escalation_days=8),
        PolicyRule(market="EU", carrier="GLS", escalation_days=9),
        PolicyRule(market="DK", reason=lost, escalation_days=10),
        PolicyRule(market="DK", carrier="GLS", escalation_days=11),
        PolicyRule(market="DK", carrier="GLS", reason=lost, escalation_days=12),
    ]
    for count in range(1, len(rules) + 1):
        assert days(*rules[:count]) == days(*reversed(rules[:count])) == count


def test_fields_are_taken_from_different_rules() -> None:
    found = decide(
        a_policy(
            PolicyRule(market="DK", appeal_days=5),
            PolicyRule(market="DK", carrier="GLS", auto_approve_limits={"DKK": Decimal(200)}),
            PolicyRule(refunds_shipping=False),
            PolicyRule(market="SE", inactivity_days=99),
        ),
        "DK",
        "gls",
        ClaimReason.DAMAGED_IN_TRANSIT,
    )
    assert (found.appeal_days, found.refunds_shipping, found.inactivity_days) == (5, False, 10)
    assert found.auto_approve_limits == {"DKK": Decimal(200)}


def test_nothing_but_rules_for_any_market_are_about_a_country_that_nobody_told() -> None:
    assert (
        days(PolicyRule(market="EU", escalation_days=1), PolicyRule(carrier="GLS", escalation_days=2), market=None) == 2
    )
    assert days(PolicyRule(carrier="GLS", escalation_days=2), carrier=None) == 30


@given(st.lists(RULES, max_size=8), MARKETS, CARRIERS, REASONS)
def test_whoever_wins_matches_and_nobody_who_matches_names_more(
    rules: list[PolicyRule], market: str | None, carrier: str | None, reason: ClaimReason | None
) -> None:
    found = decide(a_policy(*rules), market, carrier, reason).escalation_days

    def matches(rule: PolicyRule) -> bool:
        return (
            (rule.reason is None or rule.reason == reason)
            and is_in(market, rule.market)
            and (rule.carrier is None or (carrier or "").lower() == rule.carrier.lower())
        )

    said = [rule for rule in rules if matches(rule) and rule.escalation_days is not None]
    if not said:
        assert found == 30
        return

    def named(rule: PolicyRule) -> int:
        return sum(value is not None for value in (rule.market, rule.carrier, rule.reason))

    most = max(map(named, said))
    assert found in {rule.escalation_days for rule in said if named(rule) == most}


@given(
    st.permutations(
        [PolicyRule(market=market, escalation_days=n) for n, market in enumerate(["EU", "EEA", "DK", None])]
    )
)
def test_the_order_in_which_rules_are_written_says_nothing(rules: list[PolicyRule]) -> None:
    assert days(*rules) == 2


def test_the_smaller_group_lies_in_the_larger_one() -> None:
    assert is_in("DK", "EU")
    assert is_in("EU", "EEA")
    assert is_in("NO", "EEA")
    assert not is_in("NO", "EU")
    assert not is_in("EEA", "EU")
    assert not is_in(None, "EU")
    assert is_in(None, None)


def test_countries_are_those_of_iso_3166() -> None:
    assert len(COUNTRIES) > 240
    assert COUNTRIES >= EU
    assert {"US", "GB", "JP", "GL", "FO"} <= COUNTRIES
    assert not {"EU", "UN", "ZZ", "XX", "001"} & COUNTRIES


def bounds(earliest: Bound | None, latest: Bound | None) -> PolicyRule:
    return PolicyRule(window=Window(earliest, latest))


_A = Anchor
_H, _D, _W = Unit.HOURS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (PolicyRule(market="Denmark", escalation_days=1), ["UNKNOWN_MARKET rules.0.market"]),
        (PolicyRule(market="dk", escalation_days=1), ["UNKNOWN_MARKET rules.0.market"]),
        (PolicyRule(market="", escalation_days=1), ["UNKNOWN_MARKET rules.0.market"]),
        (PolicyRule(carrier=" ", escalation_days=1), ["INVALID rules.0.carrier"]),
        (PolicyRule(carrier="G\x00LS", escalation_days=1), ["INVALID rules.0.carrier"]),
        (PolicyRule(market="DK"), ["INVALID rules.0"]),
        (bounds(Bound(_A.DELIVERED, 5), Bound(_A.DELIVERED, 4)), ["WINDOW_INVERTED rules.0.window.latest"]),
        (bounds(Bound(_A.DELIVERED, 49, _H), Bound(_A.DELIVERED, 2, _D)), ["WINDOW_INVERTED rules.0.window.latest"]),
        (bounds(Bound(_A.SHIPPED, 10, _W), Bound(_A.SHIPPED, 10, _D)), ["WINDOW_INVERTED rules.0.window.latest"]),
        (bounds(Bound(_A.DELIVERED, 20), Bound(_A.ORDERED, 10)), ["WINDOW_INVERTED rules.0.window.latest"]),
        (bounds(Bound(Anchor.DELIVERED, -1), None), ["IMPOSSIBLE_WINDOW rules.0.window.earliest.amount"]),
        (bounds(None, Bound(Anchor.DELIVERED, 1096)), ["IMPOSSIBLE_WINDOW rules.0.window.latest.amount"]),
        (bounds(None, Bound(Anchor.DELIVERED, 366, _W)), ["IMPOSSIBLE_WINDOW rules.0.window.latest.amount"]),
        (PolicyRule(escalation_days=-1), ["IMPOSSIBLE_DAYS rules.0.escalationDays"]),
        (PolicyRule(inactivity_days=0), ["IMPOSSIBLE_DAYS rules.0.inactivityDays"]),
        (PolicyRule(appeal_days=366), ["IMPOSSIBLE_DAYS rules.0.appealDays"]),
        (PolicyRule(auto_approve_limits={"EUR": Decimal("1.001")}), ["INVALID_MONEY rules.0.autoApproveLimits"]),
        (PolicyRule(goodwill_limits={"Euro": Decimal(1)}), ["INVALID_MONEY rules.0.goodwillLimits"]),
        (PolicyRule(goodwill_limits={"EUR": Decimal(-1)}), ["INVALID_MONEY rules.0.goodwillLimits"]),
        (PolicyRule(recovery_minimum={"EUR": Decimal("0.001")}), ["INVALID_MONEY rules.0.recoveryMinimum"]),
        (PolicyRule(recovery_minimum={"XXY": Decimal(1)}), ["INVALID_MONEY rules.0.recoveryMinimum"]),
        (PolicyRule(report_url="javascript:alert(1)"), ["INVALID rules.0.reportUrl"]),
        (PolicyRule(report_url="https://x.example/a b"), ["INVALID rules.0.reportUrl"]),
        (
            PolicyRule("US", resolutions=Resolutions((), REFUND)),
            ["INVALID rules.0.resolutions.allowed", "DEFAULT_NOT_ALLOWED rules.0.resolutions.default"],
        ),
        (
            PolicyRule("US", resolutions=replace(CREDIT_ONLY, default=REFUND)),
            ["DEFAULT_NOT_ALLOWED rules.0.resolutions.default"],
        ),
        (
            PolicyRule("US", resolutions=replace(CREDIT_ONLY, refund_always=True)),
            ["REFUND_REQUIRED rules.0.resolutions.allowed", "CREDIT_NOT_CHOSEN rules.0.resolutions.default"],
        ),
        (PolicyRule("DK", resolutions=CREDIT_ONLY), ["REFUND_REQUIRED rules.0.resolutions.allowed"]),
        (PolicyRule("EU", resolutions=CREDIT_ONLY), ["REFUND_REQUIRED rules.0.resolutions.allowed"]),
        (PolicyRule(carrier="GLS", resolutions=CREDIT_ONLY), ["REFUND_REQUIRED rules.0.resolutions.allowed"]),
        (PolicyRule("EEA", covers_final_sale=False), ["FINAL_SALE_REQUIRED rules.0.coversFinalSale"]),
    ],
)  # fmt: skip
def test_nonsense_and_what_consumers_cannot_be_told_is_refused(rule: PolicyRule, told: list[str]) -> None:
    with refused(*told):
        check(a_policy(rule), None)


def test_what_is_said_of_recoveries_is_taken_from_the_most_specific_rule_that_says_it() -> None:
    document = a_policy(
        PolicyRule(files_recoveries=True, recovery_minimum={"DKK": Decimal(50)}),
        PolicyRule(carrier="GLS", files_recoveries=False),
        PolicyRule(market="DK", carrier="GLS", recovery_minimum={"EUR": Decimal(5)}),
    )
    gls, other = (decide(document, "DK", carrier, ClaimReason.LOST_IN_TRANSIT) for carrier in ("gls", "dao"))
    assert (gls.files_recoveries, gls.recovery_minimum) == (False, {"EUR": Decimal(5)})
    assert (other.files_recoveries, other.recovery_minimum) == (True, {"DKK": Decimal(50)})


def test_a_version_from_before_recoveries_files_nothing_and_has_no_minimum() -> None:
    older = replace(BUILT_IN.built_in[0], files_recoveries=None, recovery_minimum=None)
    rule = decide(Document((), (older, *BUILT_IN.built_in[1:])), "DK", "GLS", ClaimReason.LOST_IN_TRANSIT)
    assert (rule.files_recoveries, rule.recovery_minimum) == (False, {})


def test_credit_alone_is_fine_where_no_european_buys() -> None:
    europe = PolicyRule("EU", resolutions=Resolutions((REFUND,), REFUND, refund_always=True), covers_final_sale=True)
    check(a_policy(PolicyRule("US", resolutions=CREDIT_ONLY, covers_final_sale=False)), None)
    check(a_policy(PolicyRule(resolutions=CREDIT_ONLY, covers_final_sale=False), europe), None)


def test_a_rule_for_a_carrier_needs_another_for_the_same_carrier_in_the_eu() -> None:
    europe = PolicyRule("EU", resolutions=Resolutions((REFUND,), REFUND, refund_always=True))
    lost = PolicyRule(carrier="GLS", reason=ClaimReason.LOST_IN_TRANSIT, resolutions=CREDIT_ONLY)
    with refused("REFUND_REQUIRED rules.0.resolutions.allowed"):
        check(a_policy(lost, europe), None)
    check(a_policy(lost, replace(europe, carrier="gls", reason=ClaimReason.LOST_IN_TRANSIT)), None)


def test_two_rules_about_the_same_and_too_many_rules_are_refused() -> None:
    with refused("DUPLICATE rules.1"):
        check(a_policy(PolicyRule("DK", "GLS", appeal_days=1), PolicyRule("DK", "gls", appeal_days=2)), None)
    many = tuple(PolicyRule(carrier=f"Carrier {n}", appeal_days=3) for n in range(MOST_RULES + 1))
    with refused("TOO_MANY rules"):
        check(a_policy(*many), None)
    check(a_policy(*many[1:]), "x" * 1000)
    with refused("INVALID note"):
        check(a_policy(many[0]), "x" * 1001)
