"""The written rules: each with its source, its window by the calendar, and nothing that no file may say."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.money import Money
from services.core.recoveries.rules.book import (
    BadRules,
    carrier_of,
    counterparties,
    named,
    provider_of,
    read,
    referred,
    rule_of,
    written_rates,
)
from services.core.recoveries.rules.clocks import UNTOLD_TRANSIT, clock
from services.core.recoveries.rules.deadlines import DeadlineKind, Facts, Standing
from services.core.recoveries.rules.model import Bound, Rule
from services.core.recoveries.rules.terms import Confidence, CounterpartyKind, Peril, Scope

RULES = {f"{rule.counterparty}/{rule.id}": rule for party in counterparties() for rule in party.rules}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# a Monday; delivered on a Friday, a day late, at noon in Oslo and at six in the morning in New York
FACTS = Facts(
    ordered_at=utc("2026-03-01T09:00"),
    shipped_at=utc("2026-03-02T15:00"),
    mailed_at=utc("2026-03-02T16:00"),
    accepted_at=utc("2026-03-02T17:00"),
    scheduled_at=utc("2026-03-05T17:00"),
    delivered_at=utc("2026-03-06T11:00"),
)

# opens, notice and file as the first moment that is too late, where the counterparty is; how its source begins
ROWS = [
    ("aftership-protection/not-arrived", None, None, "2026-06-01", "support.aftership.com: h"),
    ("aftership-protection/damage", None, None, "2026-06-01", "support.aftership.com: h"),
    ("amazon-shipping/goods", None, None, None, "amzn/selling-partner-api"),
    ("bring-no/damage", None, None, "2026-03-14", "posten.no: klager og rek"),
    ("bring-no/loss", None, None, "2027-03-03", "posten.no: klager og rek"),
    ("dao-dk/damage", None, None, "2026-03-14", "dao.as terms 2.10; CMR a"),
    ("dao-dk/loss", "2026-04-04", None, "2027-03-03", "dao.as terms 2.10; CMR a"),
    ("dao-dk/delay", None, None, "2026-03-28", "dao.as terms 2.10; CMR a"),
    ("dhl-express/goods", None, None, "2026-04-02", "DHL Express terms and co"),
    ("dhl-express/delay", None, None, "2026-04-02", "DHL Express terms and co"),
    ("dhl-freight/damage", None, None, "2026-03-14", "dhl.com/ch, DHL Freight"),
    ("dhl-paket/damage", None, None, "2026-03-14", "h-b-h.de Paketschaden; b"),
    ("dhl-paket/loss", "2026-03-09", None, "2027-03-03", "giga.de on the Nachforsc"),
    ("easypost-carrier-claims/usps-express-loss", "2026-03-09", None, "2026-05-02", "docs.easypost.com/guides"),
    ("easypost-carrier-claims/usps-loss", "2026-03-17", None, "2026-05-02", "docs.easypost.com/guides"),
    ("easypost-carrier-claims/usps-damage", None, None, "2026-05-02", "docs.easypost.com/guides"),
    ("easypost-insurance/loss", "2026-04-01", None, "2026-05-02", "support.easypost.com 283"),
    ("easypost-insurance/theft", None, None, "2026-04-02", "support.easypost.com 283"),
    ("easypost-insurance/damage", None, None, "2026-04-02", "support.easypost.com 283"),
    ("fedex/us-damage", None, None, "2026-05-06", "support.shipopti.com par"),
    ("fedex/us-loss", None, None, "2026-12-03", "support.shipopti.com par"),
    ("fedex/abroad-damage", None, "2026-03-28", "2026-12-07", "support.shipopti.com par"),
    ("fedex/abroad-delay", None, "2026-03-28", "2026-12-07", "support.shipopti.com par"),
    ("fedex/abroad-loss", None, None, "2026-12-03", "support.shipopti.com par"),
    ("gls-dk/damage", None, None, "2026-03-14", "gls-denmark.elevio.help "),
    ("gls-dk/loss", None, None, "2027-03-03", "kundecenter.pakkelabels."),
    ("other-carrier/air-damage", None, None, "2026-03-21", "Montreal Convention, art"),
    ("other-carrier/air-delay", None, None, "2026-03-28", "Montreal Convention, art"),
    ("other-carrier/air-loss", "2026-03-12", None, "2028-03-06", "Montreal Convention, art"),
    ("other-carrier/road-damage", None, None, "2026-03-14", "CMR, articles 23 and 30"),
    ("other-carrier/road-delay", None, None, "2026-03-28", "CMR, articles 23 and 30"),
    ("other-carrier/road-loss", "2026-04-04", None, "2027-03-03", "CMR, articles 20, 23 and"),
    ("other-insurer/goods", None, None, "2026-04-02", "no published rule: the s"),
    ("postnord-dk/damage", None, None, "2026-03-14", "postdanmark.dk, older qu"),
    ("postnord-no/damage", None, "2026-03-06T16:00", "2027-03-07", "postnord.no: savnede, sk"),
    ("postnord-no/loss", "2026-04-01", None, "2027-03-03", "postnord.no: deemed lost"),
    ("shopify-shipping/goods", "2026-03-03T10:00", None, "2026-07-01", "help.shopify.com shippin"),
    ("ups/us-loss", "2026-03-06T12:00", "2026-05-05", "2026-12-06", "UPS Tariff/Terms 2019 as"),
    ("ups/us-damage", None, "2026-05-06", "2026-12-07", "UPS Tariff/Terms 2019 as"),
    ("ups/abroad-damage", None, None, "2026-03-21", "support.shipopti.com par"),
    ("ups/abroad-delay", None, None, "2026-03-28", "support.shipopti.com par"),
    ("ups/abroad-loss", "2026-03-06T12:00", "2026-05-05", "2026-09-06", "support.shipopti.com par"),
    ("usps/letter", "2026-03-17", None, "2026-05-02", "USPS as quoted at muzzle"),
    ("usps/military-express-loss", "2026-03-23", None, "2026-08-30", "USPS Publication 122, as"),
    ("usps/military-surface-loss", "2026-05-16", None, "2027-03-03", "USPS Publication 122, as"),
    ("usps/military-loss", "2026-04-16", None, "2027-03-03", "USPS Publication 122, as"),
    ("usps/express-loss", "2026-03-09", None, "2026-05-02", "USPS Publication 122, as"),
    ("usps/loss", "2026-03-17", None, "2026-05-02", "USPS as quoted at muzzle"),
    ("usps/damage", None, None, "2026-05-02", "USPS Publication 122, as"),
]


def local(moment: datetime | None, rule: Rule) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(ZoneInfo(rule.zone)).strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00")


@pytest.mark.parametrize(("name", "opens", "notice", "file", "source"), ROWS, ids=[row[0] for row in ROWS])
def test_each_rule_has_its_window_and_its_source(
    name: str, opens: str | None, notice: str | None, file: str | None, source: str
) -> None:
    rule = RULES[name]
    found = clock(rule, FACTS, FACTS.ordered_at)
    assert (local(found.opens_at, rule), local(found.notice_by, rule), local(found.file_by, rule)) == (
        opens,
        notice,
        file,
    )
    assert found.assumed == ()
    assert rule.source.startswith(source)


def test_the_table_above_has_a_row_for_each_rule_that_is_written_down() -> None:
    assert sorted(name for name, *_ in ROWS) == sorted(RULES)


@pytest.mark.parametrize("name", RULES)
def test_no_rule_hides_behind_one_that_stands_before_it(name: str) -> None:
    rule = RULES[name]
    party = next(party for party in counterparties() if party.key == rule.counterparty)
    origin = next(iter(rule.lane.origins or party.countries or (party.country or "US",)))
    inside = rule.lane.destinations[0] if rule.lane.destinations else origin
    destinations = [inside] if rule.lane.scope is not Scope.INTERNATIONAL else ["JP"]
    found = [
        rule_of(
            party,
            rule.perils[0],
            rule.valid_from,
            origin=origin,
            destination=destination,
            service=" ".join(rule.services[:1]) or "Standard",
            military=rule.lane.scope is Scope.MILITARY,
        )
        for destination in [*destinations, "JP"]
    ]
    assert rule in found


def test_those_of_whom_nothing_is_published_say_so() -> None:
    guesses = {name for name, rule in RULES.items() if rule.confidence is Confidence.U}
    assert {name.partition("/")[0] for name in guesses} == {
        "dao-dk",
        "dhl-express",
        "dhl-paket",
        "other-carrier",
        "other-insurer",
    }


ROW = """
name = "Somebody"
kind = "CARRIER"
filing = { language = "en", how = "Write." }
[[rules]]
id = "loss"
valid_from = 2026-01-01
perils = ["LOSS"]
window = { file = "30 DAYS after SHIP" }
liability = { limit = "100.00 USD" }
basis = "SALES"
with_vat = false
documents = []
claimant = "SHIPPER_OF_RECORD"
source = "their terms"
confidence = "B"
"""


def test_a_file_is_read_as_it_is_written() -> None:
    (rule,) = read("somebody", ROW).rules
    assert rule.counterparty == "somebody"
    assert str(rule.window.file) == "30 days after shipping"
    assert rule.liability.limit == Money(Decimal("100.00"), "USD")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('source = "their terms"', ""),
        ('source = "their terms"', 'source = " "'),
        ('confidence = "B"', ""),
        ('confidence = "B"', 'confidence = "D"'),
        ("30 DAYS after SHIP", "30 DAYS"),
        ("30 DAYS after SHIP", "30 FORTNIGHTS after SHIP"),
        ("30 DAYS after SHIP", "thirty DAYS after SHIP"),
        ("30 DAYS after SHIP", "30 DAYS after LUNCH"),
        ("100.00 USD", "100.001 USD"),
        ("100.00 USD", "-1.00 USD"),
        ("100.00 USD", "100.00"),
        ("100.00 USD", "NaN USD"),
        ('"LOSS"', '"LUCK"'),
        ("with_vat = false", "with_vat = false\nwith_fees = true"),
        ("with_vat = false", "with_vat = false\n[["),
        ("valid_from = 2026-01-01", 'valid_from = "some day"'),
    ],
)
def test_a_file_that_says_what_no_rule_can_say_is_refused_with_its_name(good: str, bad: str) -> None:
    assert good in ROW
    with pytest.raises(BadRules, match=r"^somebody: "):
        read("somebody", ROW.replace(good, bad))


def test_two_rules_of_one_name_and_version_are_refused() -> None:
    with pytest.raises(BadRules, match="same id and version"):
        read("somebody", ROW + ROW[ROW.index("[[rules]]") :])


def test_a_parcel_has_the_version_that_was_valid_when_it_was_shipped() -> None:
    newer = ROW[ROW.index("[[rules]]") :].replace("2026-01-01", "2026-06-01").replace("30 DAYS", "20 DAYS")
    party = read("somebody", ROW + newer + "version = 2\n")

    def version(day: date) -> int | None:
        rule = rule_of(party, Peril.LOSS, day, origin="US", destination="US")
        return rule.version if rule else None

    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [version(day) for day in days] == [None, 1, 1, 2]


@pytest.mark.parametrize(
    ("name", "origin", "found"),
    [
        ("UPS", "US", "ups"),
        ("ups", "DK", "ups"),
        ("Fed Ex", None, "fedex"),
        ("USPS", None, "usps"),
        ("PostNord", None, None),
        ("DHL", "DE", "dhl-paket"),
        ("DHL", "DK", "dhl-express"),
        ("DHL Express", "DE", "dhl-express"),
        ("PostNord", "DK", "postnord-dk"),
        ("PostNord", "NO", "postnord-no"),
        ("PostNord", "SE", None),
        ("GLS", "DE", None),
        ("dao365", "DK", "dao-dk"),
        ("Pigeon Post", "DK", None),
    ],
)
def test_a_carrier_is_known_by_its_name_and_where_the_parcel_begins(
    name: str, origin: str | None, found: str | None
) -> None:
    party = carrier_of(name, origin)
    assert (party and party.key) == found


def test_a_rule_is_found_again_by_its_reference() -> None:
    for rule in RULES.values():
        assert referred(rule.reference) is rule
        party = named(rule.counterparty)
        assert party
        assert rule in party.rules
    assert referred("ups/us-loss@0") is None
    assert named("nobody") is None


def test_covers_are_known_by_whom_they_were_bought_from() -> None:
    found = {name: party.key for name in ("Shipsurance", "easypost", "After-Ship") if (party := provider_of(name))}
    assert found == {
        "Shipsurance": "shopify-shipping",
        "easypost": "easypost-insurance",
        "After-Ship": "aftership-protection",
    }
    assert provider_of("Lloyd's") is None


OSLO = "postnord-no/damage"


@pytest.mark.parametrize(
    ("delivered", "notice_by"),
    [
        ("2026-03-06T08:00", "2026-03-06T12:00"),
        ("2026-03-06T12:59", "2026-03-06T16:59"),
        ("2026-03-06T13:00", "2026-03-09T09:00"),  # over a weekend
        ("2026-04-01T18:00", "2026-04-07T09:00"),  # over Easter
        ("2026-05-16T15:00", "2026-05-18T09:00"),  # over the constitution day, a Sunday
        ("2026-03-28T15:00", "2026-03-30T09:00"),  # over the night when clocks change
    ],
)
def test_norway_counts_four_hours_and_from_one_oclock_until_nine_on_the_next_working_day(
    delivered: str, notice_by: str
) -> None:
    zone = ZoneInfo("Europe/Oslo")
    moment = datetime.fromisoformat(delivered).replace(tzinfo=zone).astimezone(UTC)
    found = clock(RULES[OSLO], replace(FACTS, delivered_at=moment), moment)
    assert found.notice_by == datetime.fromisoformat(notice_by).replace(tzinfo=zone)


def test_months_end_with_the_month() -> None:
    shipped = replace(FACTS, shipped_at=utc("2026-05-31T15:00"))
    rule = RULES["fedex/us-loss"]
    assert local(clock(rule, shipped, FACTS.ordered_at).file_by, rule) == "2027-03-01"


def test_alarms_ring_seven_three_and_one_days_before() -> None:
    rule = RULES["easypost-insurance/theft"]
    found = clock(rule, FACTS, FACTS.ordered_at)
    assert found.file_by is not None
    assert [(alarm.days, found.file_by - alarm.at) for alarm in found.alarms] == [
        (days, timedelta(days=days)) for days in (7, 3, 1)
    ]
    later = clock(rule, FACTS, found.file_by - timedelta(days=2))
    assert [alarm.days for alarm in later.alarms] == [1]
    assert clock(rule, FACTS, found.file_by).alarms == ()


def test_a_window_of_hours_rings_at_once() -> None:
    found = clock(RULES[OSLO], FACTS, FACTS.ordered_at)
    assert [alarm.at for alarm in found.alarms if alarm.kind is DeadlineKind.NOTICE] == [FACTS.delivered_at]


def test_where_a_moment_lies_in_the_window() -> None:
    rule = RULES["ups/us-loss"]
    opened = clock(rule, FACTS, FACTS.ordered_at)
    assert opened.opens_at
    assert opened.notice_by
    assert opened.file_by
    second = timedelta(seconds=1)
    told = replace(FACTS, notified_at=opened.notice_by - second)
    assert [
        clock(rule, facts, now).standing
        for facts, now in (
            (FACTS, opened.opens_at - second),
            (FACTS, opened.opens_at),
            (FACTS, opened.notice_by - second),
            (FACTS, opened.notice_by),
            (told, opened.notice_by),
            (FACTS, opened.file_by - second),
            (told, opened.file_by),
        )
    ] == [
        Standing.WAITING,
        Standing.OPEN,
        Standing.OPEN,
        Standing.NOTICE_PASSED,
        Standing.OPEN,
        Standing.NOTICE_PASSED,
        Standing.PASSED,
    ]


def test_an_appeal_is_counted_from_the_decision_and_from_nothing_else() -> None:
    rule = RULES["usps/loss"]
    assert clock(rule, FACTS, FACTS.ordered_at).appeal_by is None
    decided = replace(FACTS, decided_at=utc("2026-05-01T16:00"))
    assert local(clock(rule, decided, FACTS.ordered_at).appeal_by, rule) == "2026-06-01"


def test_of_two_moments_the_first_that_is_known_counts_and_is_no_assumption() -> None:
    rule = RULES["dao-dk/loss"]
    found = clock(rule, replace(FACTS, scheduled_at=None), FACTS.ordered_at)
    assert local(found.opens_at, rule) == "2026-05-01"
    assert found.assumed == ()


def test_what_is_missing_is_assumed_and_said() -> None:
    found = clock(RULES["ups/us-loss"], replace(FACTS, scheduled_at=None), FACTS.ordered_at)
    assert [(one.bound, one.anchor.value, one.instead) for one in found.assumed] == [
        ("opens", "SCHEDULED", "DELIVERY"),
        ("NOTICE", "SCHEDULED", "SHIP"),
        ("FILE", "SCHEDULED", "SHIP"),
    ]


MINUTES = st.integers(0, int(UNTOLD_TRANSIT.total_seconds() // 60) // 5).map(lambda count: timedelta(minutes=count))


@given(
    name=st.sampled_from(sorted(RULES)),
    steps=st.lists(MINUTES, min_size=5, max_size=5),
    kept=st.sets(st.sampled_from([field.name for field in fields(Facts)])),
)
def test_an_assumption_never_ends_later_nor_opens_sooner_than_the_truth(
    name: str, steps: list[timedelta], kept: set[str]
) -> None:
    at = FACTS.ordered_at
    story = dict.fromkeys((field.name for field in fields(Facts)), None) | {"ordered_at": at}
    order = ("shipped_at", "mailed_at", "accepted_at", "scheduled_at", "delivered_at")
    for key, step in zip(order, steps, strict=True):
        story[key] = at = at + step
    known = {key: moment if key in kept or key == "ordered_at" else None for key, moment in story.items()}
    rule = RULES[name]
    if _has_choice(rule.window.opens):
        return  # the second choice is a rule of its own
    truth, guess = (clock(rule, Facts(**facts), FACTS.ordered_at) for facts in (story, known))  # type: ignore[arg-type]
    for ours, theirs in ((guess.file_by, truth.file_by), (guess.notice_by, truth.notice_by)):
        assert ours is None if theirs is None else ours is not None and ours <= theirs
    assert truth.opens_at is None or (guess.opens_at is not None and guess.opens_at >= truth.opens_at)


def _has_choice(bound: Bound | None) -> bool:
    return bound is not None and len(bound.offsets) > 1


def test_rates_turn_weights_and_currencies_into_money() -> None:
    rates = written_rates()
    crowns = rates.of_sdr(Decimal("8.33"), "DKK")
    assert crowns is not None
    assert round(crowns, 2) == Decimal("72.57")
    dollars = rates.convert(Money(Decimal("100.00"), "EUR"), "USD")
    assert dollars is not None
    assert round(dollars, 2) == Decimal("117.93")
    assert rates.convert(Money(Decimal(100), "ISK"), "USD") is None
    assert rates.of_sdr(Decimal(1), "ISK") is None


def test_only_a_platform_and_an_aggregator_exclude_others() -> None:
    excluding = {party.key: set(party.excludes) for party in counterparties() if party.excludes}
    carrier, insurer, aggregator = CounterpartyKind.CARRIER, CounterpartyKind.INSURER, CounterpartyKind.AGGREGATOR
    assert excluding == {
        "shopify-shipping": {carrier, insurer, aggregator},
        "easypost-carrier-claims": {carrier},
    }
