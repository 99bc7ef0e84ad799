"""Whom to ask for a loss: a row for each way that things can stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.money import Money
from services.core.policies.model import ClaimReason
from services.core.recoveries.routing.model import (
    BarCode,
    Cover,
    CoverKind,
    CoverStatus,
    Criterion,
    Filed,
    Loss,
    Option,
    Route,
    RouteKind,
    Situation,
    WhyCode,
)
from services.core.recoveries.routing.policy import choose, peril_of, route
from services.core.recoveries.rules.book import written_rates
from services.core.recoveries.rules.deadlines import Facts
from services.core.recoveries.rules.terms import Document, Peril
from services.core.shipments.model import LabelSource


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def money(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


NOW = utc("2026-04-10T12:00")
LOST = Situation(
    peril=Peril.LOSS,
    carrier="UPS",
    label_source=LabelSource.CARRIER_ACCOUNT,
    facts=Facts(
        ordered_at=utc("2026-03-01T09:00"),
        shipped_at=utc("2026-03-02T15:00"),
        mailed_at=utc("2026-03-02T16:00"),
        accepted_at=utc("2026-03-02T17:00"),
        scheduled_at=utc("2026-03-05T17:00"),
    ),
    loss=Loss(sales=money("240.00"), vat=money("0.00"), cost=money("90.00"), freight=money("12.00")),
    origin="US",
    destination="US",
    rates=written_rates(),
    weight_kg=Decimal("1.5"),
)
DELIVERED = replace(LOST.facts, delivered_at=utc("2026-03-30T17:00"))
STOLEN = replace(LOST, peril=Peril.THEFT, facts=DELIVERED)
BROKEN = replace(LOST, peril=Peril.DAMAGE, facts=DELIVERED)
SHIPSURANCE = Cover(CoverKind.THIRD_PARTY, "Shipsurance", money("200.00"))
EASYPOST = Cover(CoverKind.THIRD_PARTY, "EasyPost", money("240.00"))
SHOPIFY = replace(LOST, label_source=LabelSource.SHOPIFY_SHIPPING)
USPS = replace(LOST, carrier="USPS", service="Priority")
RESOLD = replace(USPS, label_source=LabelSource.SHIPPING_AGGREGATOR, seller="easypost")
DANISH = replace(
    BROKEN,
    carrier="GLS",
    origin="DK",
    destination="DK",
    loss=Loss(sales=money("1000.00", "DKK"), vat=money("200.00", "DKK"), cost=money("400.00", "DKK")),
)
ACCOUNTS = frozenset({"easypost", "amazon_shipping"})
SELF = Cover(CoverKind.SELF_INSURED, "ourselves", money("0.00"))


def brief(option: Option) -> str:
    """An option as `KIND counterparty amount -BAR,BAR`."""
    found = option.expected.amount
    words = [option.route.kind.value, option.route.counterparty, str(found.amount) if found else "?"]
    return " ".join(words + ["-" + ",".join(bar.code.value for bar in option.bars)] * bool(option.bars))


TABLE = {
    "a label bought from the carrier is claimed from the carrier": (LOST, ["CARRIER_PACKET ups 100.00"]),
    "declared value raises the carrier's limit": (
        replace(LOST, covers=(Cover(CoverKind.CARRIER_DECLARED_VALUE, "UPS", money("220.00")),)),
        ["CARRIER_PACKET ups 220.00"],
    ),
    "a label bought at the platform is claimed there, and only there": (
        replace(SHOPIFY, covers=(SHIPSURANCE,)),
        [
            "PLATFORM shopify-shipping 200.00",
            "CARRIER_PACKET ups 100.00 -NOT_SHIPPER_OF_RECORD,EXCLUSIVE_COVER",
        ],
    ),
    "a platform's cover excludes the carrier also where anybody may ask it": (
        replace(SHOPIFY, carrier="USPS", covers=(SHIPSURANCE,)),
        ["PLATFORM shopify-shipping 200.00", "CARRIER_PACKET usps 100.00 -EXCLUSIVE_COVER"],
    ),
    "a platform's cover cannot be combined with another": (
        replace(SHOPIFY, covers=(SHIPSURANCE, EASYPOST), accounts=ACCOUNTS),
        [
            "PLATFORM shopify-shipping 200.00",
            "INSURER_API easypost-insurance 240.00 -EXCLUSIVE_COVER",
            "CARRIER_PACKET ups 100.00 -NOT_SHIPPER_OF_RECORD,EXCLUSIVE_COVER",
        ],
    ),
    "a platform's void cover excludes nobody": (
        replace(SHOPIFY, carrier="USPS", covers=(replace(SHIPSURANCE, status=CoverStatus.VOID),)),
        ["CARRIER_PACKET usps 100.00", "PLATFORM shopify-shipping 200.00 -COVER_NOT_ACTIVE"],
    ),
    "the platform's insurer without the platform is any insurer": (
        replace(LOST, covers=(SHIPSURANCE,), facts=replace(LOST.facts, shipped_at=utc("2026-04-01T15:00"))),
        ["MANUAL Shipsurance 200.00", "CARRIER_PACKET ups 100.00"],
    ),
    "an insurer that pays all comes before a carrier that pays a part": (
        replace(LOST, covers=(EASYPOST,), accounts=ACCOUNTS),
        ["INSURER_API easypost-insurance 240.00", "CARRIER_PACKET ups 100.00"],
    ),
    "without an account the insurer's claim is a packet": (
        replace(LOST, covers=(EASYPOST,)),
        ["INSURER_PACKET easypost-insurance 240.00", "CARRIER_PACKET ups 100.00"],
    ),
    "an insurer whose claims can only be read gets a packet": (
        replace(LOST, covers=(replace(EASYPOST, provider="AfterShip Protection"),), accounts=frozenset({"aftership"})),
        ["INSURER_PACKET aftership-protection 240.00", "CARRIER_PACKET ups 100.00"],
    ),
    "a deductible stays with the shop": (
        replace(LOST, covers=(replace(EASYPOST, deductible=money("50.00")),), accounts=ACCOUNTS),
        ["INSURER_API easypost-insurance 190.00", "CARRIER_PACKET ups 100.00"],
    ),
    "a deductible over the value leaves nothing": (
        replace(LOST, covers=(replace(EASYPOST, deductible=money("300.00")),), accounts=ACCOUNTS),
        ["CARRIER_PACKET ups 100.00", "INSURER_API easypost-insurance 0.00 -NOTHING_TO_EXPECT"],
    ),
    "a cover that ended before the parcel was shipped is none": (
        replace(LOST, covers=(replace(EASYPOST, expires_at=utc("2026-03-01T00:00")),), accounts=ACCOUNTS),
        ["CARRIER_PACKET ups 100.00", "INSURER_API easypost-insurance 240.00 -COVER_NOT_ACTIVE"],
    ),
    "a cover that began after the parcel was shipped is none": (
        replace(LOST, covers=(replace(EASYPOST, effective_at=utc("2026-03-03T00:00")),), accounts=ACCOUNTS),
        ["CARRIER_PACKET ups 100.00", "INSURER_API easypost-insurance 240.00 -COVER_NOT_ACTIVE"],
    ),
    "an aggregator that collects for its labels by hand is more work than the carrier": (
        replace(RESOLD, accounts=ACCOUNTS),
        ["CARRIER_PACKET usps 100.00", "MANUAL easypost-carrier-claims 100.00"],
    ),
    "an aggregator collects nothing for labels of others": (
        replace(RESOLD, seller="somebody", accounts=ACCOUNTS),
        ["CARRIER_PACKET usps 100.00"],
    ),
    "an insurance and an aggregator's claims are separate pots": (
        replace(RESOLD, covers=(EASYPOST,), accounts=ACCOUNTS),
        [
            "INSURER_API easypost-insurance 240.00",
            "CARRIER_PACKET usps 100.00",
            "MANUAL easypost-carrier-claims 100.00",
        ],
    ),
    "who sold the label asks a carrier that hears only the shipper of record": (
        replace(RESOLD, carrier="FedEx"),
        ["MANUAL easypost 100.00", "CARRIER_PACKET fedex 100.00 -NOT_SHIPPER_OF_RECORD"],
    ),
    "below its minimum an aggregator files nothing": (
        replace(RESOLD, loss=Loss(sales=money("1.50")), accounts=ACCOUNTS),
        ["CARRIER_PACKET usps 1.50", "MANUAL easypost-carrier-claims 1.50 -BELOW_MINIMUM"],
    ),
    "what was delivered by its proof is theft, which only insurers take": (
        replace(STOLEN, covers=(replace(EASYPOST, provider="AfterShip"),)),
        ["INSURER_PACKET aftership-protection 240.00", "CARRIER_PACKET ups ? -DELIVERED_WITH_PROOF"],
    ),
    "a stolen parcel without insurance is the shop's loss": (
        STOLEN,
        ["NONE self 0.00", "CARRIER_PACKET ups ? -DELIVERED_WITH_PROOF"],
    ),
    "a proof that does not fit the addressee makes it the carrier's loss": (
        replace(STOLEN, mismatch=True),
        ["CARRIER_PACKET ups 100.00"],
    ),
    "the one carrier that takes claims by program takes theft too": (
        replace(STOLEN, carrier="Amazon Shipping", accounts=ACCOUNTS),
        ["CARRIER_API amazon-shipping 240.00"],
    ),
    "what the carrier itself calls not eligible is not claimed": (
        replace(LOST, refusal="2G"),
        ["NONE self 0.00", "CARRIER_PACKET ups 100.00 -NOT_CLAIM_ELIGIBLE"],
    ),
    "what no carrier scanned is not insured": (
        replace(LOST, covers=(EASYPOST,), accounts=ACCOUNTS, facts=replace(LOST.facts, accepted_at=None)),
        ["CARRIER_PACKET ups 100.00", "INSURER_API easypost-insurance 240.00 -NO_ACCEPTANCE_SCAN"],
    ),
    "excluded goods are not insured": (
        replace(LOST, covers=(EASYPOST,), accounts=ACCOUNTS, goods=frozenset({"Jewellery"})),
        ["CARRIER_PACKET ups 100.00", "INSURER_API easypost-insurance 240.00 -EXCLUDED_GOODS"],
    ),
    "who is early waits, behind what can be filed now": (
        replace(
            RESOLD, covers=(EASYPOST,), accounts=ACCOUNTS, facts=replace(LOST.facts, shipped_at=utc("2026-03-20T15:00"))
        ),
        [
            "CARRIER_PACKET usps 100.00",
            "MANUAL easypost-carrier-claims 100.00",
            "INSURER_API easypost-insurance 240.00 -TOO_EARLY",
        ],
    ),
    "who is late has lost it": (
        replace(BROKEN, carrier="GLS", origin="DK", destination="DK"),
        ["NONE self 0.00", "CARRIER_PACKET gls-dk 17.18 -OUTSIDE_WINDOW"],
    ),
    "a letter is not covered": (
        replace(USPS, service="First-Class Mail Letter"),
        ["NONE self 0.00", "CARRIER_PACKET usps 0.00 -NOTHING_TO_EXPECT"],
    ),
    "who insures itself pays last": (
        replace(LOST, covers=(SELF,)),
        ["CARRIER_PACKET ups 100.00", "SELF_INSURED self 0.00"],
    ),
    "a cover at an insurer that nobody wrote down is claimed by hand": (
        replace(
            BROKEN,
            covers=(replace(EASYPOST, provider="Lloyd's"),),
            facts=replace(DELIVERED, shipped_at=utc("2026-03-20T09:00")),
        ),
        ["MANUAL Lloyd's 240.00", "CARRIER_PACKET ups 100.00"],
    ),
    "an unknown carrier of Europe is liable as the convention says": (
        replace(LOST, carrier="Pigeon Post", origin="SE", destination="DK"),
        ["MANUAL Pigeon Post 17.18"],
    ),
    "an unknown carrier elsewhere is covered by no rule": (
        replace(LOST, carrier="Pigeon Post"),
        ["NONE self 0.00", "MANUAL Pigeon Post ? -NOT_COVERED"],
    ),
    "a carrier without a rule for it is liable as the convention says": (
        replace(LOST, carrier="PostNord", origin="DK", destination="DK"),
        ["CARRIER_PACKET postnord-dk 17.18"],
    ),
    "what was asked already is not asked again": (
        replace(LOST, filed=(Filed("ups", live=True, amount=money("100.00")),)),
        ["NONE self 0.00", "CARRIER_PACKET ups 100.00 -ALREADY_FILED"],
    ),
    "what was refused may be asked again": (
        replace(LOST, filed=(Filed("ups", live=False, amount=money("100.00")),)),
        ["CARRIER_PACKET ups 100.00"],
    ),
    "what others were asked for is not asked for twice": (
        replace(LOST, covers=(EASYPOST,), accounts=ACCOUNTS, filed=(Filed("ups", live=True, amount=money("100.00")),)),
        ["INSURER_API easypost-insurance 140.00", "CARRIER_PACKET ups 100.00 -ALREADY_FILED"],
    ),
    "when others were asked for all nothing is left": (
        replace(
            LOST,
            covers=(EASYPOST,),
            accounts=ACCOUNTS,
            filed=(Filed("easypost-insurance", live=True, amount=money("240.00")),),
        ),
        [
            "NONE self 0.00",
            "INSURER_API easypost-insurance 240.00 -ALREADY_FILED",
            "CARRIER_PACKET ups 0.00 -ALREADY_RECOVERED",
        ],
    ),
    "who asked the carrier cannot ask the aggregator": (
        replace(RESOLD, accounts=ACCOUNTS, filed=(Filed("usps", live=True),)),
        [
            "NONE self 0.00",
            "CARRIER_PACKET usps 100.00 -ALREADY_FILED",
            "MANUAL easypost-carrier-claims 100.00 -EXCLUSIVE_COVER",
        ],
    ),
    "a late parcel costs the carrier its freight": (
        replace(LOST, peril=Peril.DELAY, facts=DELIVERED, destination="DK"),
        ["CARRIER_PACKET ups 12.00"],
    ),
}


@pytest.mark.parametrize(("situation", "found"), TABLE.values(), ids=TABLE)
def test_the_ways_to_the_money(situation: Situation, found: list[str]) -> None:
    assert [brief(option) for option in route(situation, NOW)] == found


@pytest.mark.parametrize(
    ("loss", "weight", "amount", "assumed"),
    [
        (DANISH.loss, "10", "400.00", False),  # the cost price, below the limit of 725.69
        (DANISH.loss, "2", "145.14", False),  # by weight: 2 kg, 8.33 SDR for each
        (replace(DANISH.loss, cost=None), "20", "800.00", True),  # no cost price: the sales price without VAT
        (replace(DANISH.loss, cost=None, vat=None), "20", "1000.00", True),
        (DANISH.loss, None, "400.00", True),  # no weight: no limit is known
        (Loss(sales=money("5000", "ISK"), cost=money("3000", "ISK")), "2", "3000", True),  # no rate
    ],
)
def test_money_is_the_smaller_of_value_and_limit_and_says_what_was_assumed(
    loss: Loss, weight: str | None, amount: str, assumed: bool
) -> None:
    situation = replace(DANISH, loss=loss, weight_kg=Decimal(weight) if weight else None)
    (gls,) = [option for option in route(situation, NOW) if option.route.counterparty == "gls-dk"]
    assert gls.expected.amount == Money(Decimal(amount), loss.sales.currency_code)
    assert gls.expected.assumed is assumed
    assert gls.expected.steps


def test_an_option_says_what_is_needed_until_when_and_where() -> None:
    (ups,) = route(LOST, NOW)
    assert Document.SALES_INVOICE in ups.documents
    assert ups.filing
    assert ups.filing.url == "https://www.ups.com/claims"
    assert ups.deadlines
    assert ups.deadlines.notice_by == utc("2026-05-05T04:00")
    assert [why.code for why in ups.reasons] == [WhyCode.CARRIER_LIABLE]
    assert ups.expected.steps == ("sales price of 240.00 USD", "less 0.00 USD of VAT", "limit 100.00 USD")


def test_ranks_are_explained() -> None:
    early = replace(
        RESOLD, covers=(EASYPOST,), accounts=ACCOUNTS, facts=replace(LOST.facts, shipped_at=utc("2026-03-20T15:00"))
    )
    assert [(option.rank, option.rank_message) for option in route(early, NOW)] == [
        (Criterion.EFFORT, "It pays the same as EasyPost carrier claims (EP Guard) with less work."),
        (Criterion.FILEABLE, "It is nearer to being paid than EasyPost insurance."),
        (Criterion.LAST, "There is no other way behind it."),
    ]
    insured = route(replace(LOST, covers=(EASYPOST,)), NOW)
    assert insured[0].rank_message == "It pays more than UPS."


def test_taking_one_option_bars_what_it_excludes_and_says_why() -> None:
    options = route(replace(RESOLD, covers=(EASYPOST,), accounts=ACCOUNTS), NOW)
    taken = Route(RouteKind.MANUAL, "easypost-carrier-claims")
    bars = {option.route.counterparty: [bar.code for bar in option.bars] for option in choose(options, taken)}
    assert bars == {
        "easypost-insurance": [],
        "easypost-carrier-claims": [],
        "usps": [BarCode.EXCLUSIVE_COVER],
    }


def test_what_was_only_assumed_never_closes_a_way() -> None:
    late = utc("2027-06-01T12:00")
    (ups,) = route(replace(LOST, facts=replace(LOST.facts, scheduled_at=None)), late)
    assert ups.bars == ()
    assert WhyCode.WINDOW_ASSUMED in [why.code for why in ups.reasons]
    (nothing, known) = route(LOST, late)
    assert nothing.route.kind is RouteKind.NONE
    assert [bar.code for bar in known.bars] == [BarCode.OUTSIDE_WINDOW]


def test_a_notice_that_was_missed_warns_or_bars_as_the_rule_says() -> None:
    (ups,) = route(LOST, utc("2026-06-01T12:00"))
    assert (ups.bars, [why.code for why in ups.reasons][-1]) == ((), WhyCode.NOTICE_PASSED)
    fedex = replace(BROKEN, carrier="FedEx", destination="DK")
    missed = utc("2026-06-01T12:00")
    assert [bar.code for bar in route(fedex, missed)[-1].bars] == [BarCode.OUTSIDE_WINDOW]
    told = replace(fedex, facts=replace(fedex.facts, notified_at=utc("2026-04-01T12:00")))
    assert route(told, missed)[0].bars == ()


@pytest.mark.parametrize(
    ("reason", "delivered", "peril"),
    [
        (ClaimReason.LOST_IN_TRANSIT, False, Peril.LOSS),
        (ClaimReason.LOST_IN_TRANSIT, True, Peril.THEFT),
        (ClaimReason.DELIVERED_NOT_RECEIVED, False, Peril.LOSS),
        (ClaimReason.DELIVERED_NOT_RECEIVED, True, Peril.THEFT),
        (ClaimReason.STOLEN, True, Peril.THEFT),
        (ClaimReason.DAMAGED_IN_TRANSIT, True, Peril.DAMAGE),
        (ClaimReason.MISSING_ITEM, True, Peril.MISSING_CONTENTS),
        (ClaimReason.DELAYED, True, Peril.DELAY),
        (ClaimReason.WRONG_ITEM, True, None),
        (ClaimReason.NEVER_SHIPPED, False, None),
        (ClaimReason.RETURNED_TO_SENDER, False, None),
        (ClaimReason.OTHER, True, None),
    ],
)
def test_a_customers_reason_is_a_peril_or_the_shops_own_loss(
    reason: ClaimReason, delivered: bool, peril: Peril | None
) -> None:
    assert peril_of(reason, delivered=delivered) is peril


COVERS = st.sampled_from(
    [SHIPSURANCE, EASYPOST, SELF, replace(EASYPOST, provider="AfterShip"), replace(EASYPOST, provider="Lloyd's")]
)
SITUATIONS = st.builds(
    lambda base, covers, **changes: replace(base, covers=tuple(covers), **changes),
    st.sampled_from([LOST, STOLEN, BROKEN, SHOPIFY, RESOLD, DANISH]),
    st.lists(COVERS, max_size=3, unique=True),
    peril=st.sampled_from(Peril),
    carrier=st.sampled_from(
        ["UPS", "USPS", "FedEx", "DHL", "PostNord", "GLS", "Bring", "DAO", "Amazon Shipping", "Nobody", ""]
    ),
    label_source=st.sampled_from(LabelSource),
    origin=st.sampled_from(["US", "DK", "NO", "DE", "SE", "JP", None]),
    destination=st.sampled_from(["US", "DK", "JP"]),
    accounts=st.sampled_from([frozenset(), ACCOUNTS]),
    mismatch=st.booleans(),
    weight_kg=st.sampled_from([None, Decimal("0.3"), Decimal(30)]),
    filed=st.lists(
        st.builds(
            Filed,
            st.sampled_from(["ups", "usps", "easypost-insurance", "shopify-shipping"]),
            live=st.booleans(),
            amount=st.sampled_from([None, money("100.00")]),
        ),
        max_size=2,
    ).map(tuple),
)


@given(situation=SITUATIONS, now=st.integers(0, 800).map(lambda days: LOST.facts.ordered_at + timedelta(days=days)))
def test_whatever_happened_the_options_hold_together(situation: Situation, now: datetime) -> None:
    options = route(situation, now)
    assert options
    assert len({option.route for option in options}) == len(options)
    assert route(situation, now) == options
    fileable = [option.fileable and option.route.kind is not RouteKind.NONE for option in options]
    own = [option.route.kind in (RouteKind.SELF_INSURED, RouteKind.NONE) for option in options]
    others = [able for able, mine in zip(fileable, own, strict=True) if not mine]
    assert others == sorted(others, reverse=True)
    for option in options:
        amount = option.expected.amount
        assert amount is None or 0 <= amount.amount <= situation.loss.sales.amount
        chosen = {other.route: other for other in choose(options, option.route)}
        for excluded in option.exclusive_with:
            back = next(other for other in options if other.route == excluded)
            assert option.route in back.exclusive_with
            assert not chosen[excluded].fileable
        if any(filed.live and filed.counterparty == option.route.counterparty for filed in situation.filed):
            assert not option.fileable
