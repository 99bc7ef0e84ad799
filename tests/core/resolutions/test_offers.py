"""What is offered for a claim: from what was paid, less what was compensated, as the policy says."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.claims.model import ClaimReason
from services.core.claims.model import ResolutionType as Way
from services.core.ledger.model import Balance, Share
from services.core.money import exponent
from services.core.orders.model import Line
from services.core.resolutions import policy
from services.core.resolutions.model import STEPS, Step, Terms, Wish, WishedLine
from services.core.resolutions.policy import Case
from tests.core.refusals import refused

EVERYTHING = (Way.REFUND, Way.RESHIPMENT, Way.STORE_CREDIT, Way.GIFT_CARD, Way.REFUND_AND_RESHIPMENT)


def a_line(name: str, quantity: int, paid: str, currency: str = "EUR") -> Line:
    amount = Decimal(paid)
    return Line(name, "ord", name, None, name.title(), quantity, amount, amount, Decimal(0), currency, None, False)


def a_case(
    claimed: dict[str, int], *, compensated: dict[str, tuple[str, int]] | None = None, **changes: object
) -> Case:
    """Three mugs for 10.00 and a pot for 40.00, with 5.00 for shipping."""
    lines = {"mug": a_line("mug", 3, "10.00"), "pot": a_line("pot", 1, "40.00")}
    told = {name: (Decimal(amount), count) for name, (amount, count) in (compensated or {}).items()}
    values: dict[str, object] = {
        "order_id": "ord",
        "currency_code": "EUR",
        "total": Decimal("55.00"),
        "shipping_amount": Decimal("5.00"),
        "paid": {name: line.paid_amount for name, line in lines.items()},
        "compensated": {name: amount for name, (amount, _) in told.items()},
        "quantities": {name: count for name, (_, count) in told.items()},
        "shipping_compensated": Decimal(0),
        "all_compensated": sum((amount for amount, _ in told.values()), Decimal(0)),
        "goodwill": Decimal(0),
    }
    terms = {"allowed": EVERYTHING, "default": Way.RESHIPMENT, "credit_by_choice": True, "refunds_shipping": True}
    balance = Balance(**(values | {name: changes[name] for name in values if name in changes}))  # type: ignore[arg-type]
    terms |= {name: changes[name] for name in changes if name not in values}
    return Case(lines, balance, claimed, Terms(**terms))  # type: ignore[arg-type]


def told(case: Case, **changes: object) -> dict[Way, str]:
    return {offer.type: str(offer.amount) for offer in policy.offers(case, **changes)}  # type: ignore[arg-type]


def test_everything_lost_is_offered_with_shipping_and_the_pair_gives_shipping_back_beside_the_goods() -> None:
    assert told(a_case({"mug": 3, "pot": 1})) == {
        Way.REFUND: "55.00",
        Way.RESHIPMENT: "50.00",
        Way.STORE_CREDIT: "55.00",
        Way.GIFT_CARD: "55.00",
        Way.REFUND_AND_RESHIPMENT: "55.00",
    }


def test_the_default_is_the_policys_or_the_first_that_is_left() -> None:
    offers = policy.offers(a_case({"mug": 1}))
    assert [offer.type for offer in offers if offer.is_default] == [Way.RESHIPMENT]
    offers = policy.offers(a_case({"mug": 1}, default=Way.PARTIAL_REFUND))
    assert [offer.type for offer in offers if offer.is_default] == [Way.REFUND]


def test_shipping_comes_back_with_the_last_piece_of_the_order_and_only_then() -> None:
    assert told(a_case({"mug": 3}))[Way.REFUND] == "10.00"
    assert told(a_case({"mug": 3}, compensated={"pot": ("40.00", 1)}))[Way.REFUND] == "15.00"
    assert told(a_case({"mug": 3, "pot": 1}, refunds_shipping=False))[Way.REFUND] == "50.00"
    assert Way.REFUND_AND_RESHIPMENT not in told(a_case({"mug": 3}))


def test_shipping_stays_paid_when_part_of_the_order_was_sent_again() -> None:
    case = a_case({"mug": 3}, compensated={"pot": ("40.00", 1)})
    sent = Case(case.lines, replace(case.balance, sent_again={"pot": 1}), case.claimed, case.terms)
    assert (told(case)[Way.REFUND], told(sent)[Way.REFUND]) == ("15.00", "10.00")


def test_the_thirds_of_a_line_are_offered_one_after_the_other_and_add_up() -> None:
    first = told(a_case({"mug": 1}))[Way.REFUND]
    second = told(a_case({"mug": 1}, compensated={"mug": (first, 1)}))[Way.REFUND]
    both = Decimal(first) + Decimal(second)
    third = told(a_case({"mug": 1}, compensated={"mug": (str(both), 2)}))[Way.REFUND]
    assert (first, second, third) == ("3.33", "3.34", "3.33")


def test_what_was_paid_back_before_is_neither_paid_again_nor_sent_again() -> None:
    assert told(a_case({"mug": 3}, compensated={"mug": ("10.00", 3)})) == {}
    partly = told(a_case({"pot": 1}, compensated={"pot": ("15.00", 0)}))
    assert partly == {Way.REFUND: "25.00", Way.STORE_CREDIT: "25.00", Way.GIFT_CARD: "25.00"}
    sent = told(a_case({"pot": 1}, compensated={"pot": ("40.00", 1)}))
    assert sent == {}


def test_what_went_to_no_line_in_particular_bounds_what_is_offered() -> None:
    case = a_case({"mug": 3, "pot": 1}, all_compensated=Decimal("35.00"))
    assert told(case) == {Way.REFUND: "20.00", Way.STORE_CREDIT: "20.00", Way.GIFT_CARD: "20.00"}


def test_a_partial_refund_is_offered_when_somebody_names_it_and_divided_over_the_lines() -> None:
    case = a_case({"mug": 3, "pot": 1}, allowed=(Way.REFUND, Way.PARTIAL_REFUND))
    assert Way.PARTIAL_REFUND not in told(case)
    assert told(case, partial=Decimal("7.77"))[Way.PARTIAL_REFUND] == "7.77"
    plan = policy.choice(case, Way.PARTIAL_REFUND, Decimal("7.77"))
    assert [(line.order_line_id, line.quantity, str(line.amount)) for line in plan.lines] == [
        ("mug", 0, "1.55"),
        ("pot", 0, "6.22"),
    ]


def test_only_what_was_picked_of_the_policy_is_offered() -> None:
    assert list(told(a_case({"mug": 1}), only=[Way.GIFT_CARD])) == [Way.GIFT_CARD]


def test_of_a_replacement_that_was_lost_the_value_is_free_again() -> None:
    case = a_case({"mug": 3}, compensated={"mug": ("10.00", 3)})
    case = Case(case.lines, replace(case.balance, sent_again={"mug": 3}), case.claimed, case.terms)
    lost = policy.without(case.balance, [Share(Decimal("10.00"), "mug", 3)])
    again = Case(case.lines, lost, case.claimed, case.terms)
    assert told(again)[Way.REFUND] == "10.00"
    assert told(again)[Way.RESHIPMENT] == "10.00"


def test_staff_names_lines_amounts_and_what_is_sent_instead() -> None:
    case = a_case({"mug": 3})
    plan = policy.wished(case, Wish(Way.REFUND))
    assert [(line.order_line_id, line.quantity, str(line.amount)) for line in plan.lines] == [("mug", 3, "10.00")]
    plan = policy.wished(case, Wish(Way.REFUND, "EUR", Decimal("4.00")))
    assert (plan.amount, plan.lines[0].quantity) == (Decimal("4.00"), 0)
    plan = policy.wished(case, Wish(Way.REFUND, "EUR", shipping_amount=Decimal("2.00")))
    assert (plan.amount, plan.shipping_amount) == (Decimal("12.00"), Decimal("2.00"))
    other = WishedLine("pot", 1, variant_external_id="blue", sku="POT-B")
    plan = policy.wished(case, Wish(Way.RESHIPMENT, lines=(other,)))
    assert (plan.lines[0].variant_external_id, plan.lines[0].sku, plan.amount) == ("blue", "POT-B", Decimal("40.00"))


def test_a_pair_sends_some_lines_again_and_pays_others_back() -> None:
    case = a_case({"mug": 3, "pot": 1})
    lines = (WishedLine("mug", 3), WishedLine("pot", 1, sent_again=False))
    plan = policy.wished(case, Wish(Way.REFUND_AND_RESHIPMENT, lines=lines))
    assert [share.order_line_id for share in plan.shares(Step.RESHIP)] == ["mug"]
    assert [share.order_line_id for share in plan.shares(Step.REFUND)] == ["pot"]
    with refused("ABOVE_REFUNDABLE lines"):
        policy.wished(case, Wish(Way.REFUND_AND_RESHIPMENT, lines=(WishedLine("mug", 3),)))


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(Way.REFUND, lines=(WishedLine("vase", 1),)), "NOT_FOUND lines.0.orderLineId"),
        (Wish(Way.REFUND, lines=(WishedLine("mug", 4),)), "INVALID_QUANTITY lines.0.quantity"),
        (Wish(Way.REFUND, lines=(WishedLine("mug", 0),)), "INVALID_QUANTITY lines.0.quantity"),
        (Wish(Way.REFUND, lines=(WishedLine("mug", 1), WishedLine("mug", 1))), "DUPLICATE lines"),
        (Wish(Way.RESHIPMENT, "EUR", Decimal("1.00")), "INVALID amount"),
        (Wish(Way.RESHIPMENT, "EUR", shipping_amount=Decimal("1.00")), "INVALID shippingAmount"),
        (Wish(Way.PARTIAL_REFUND), "INVALID amount"),
        (Wish(Way.REFUND, "EUR", Decimal("10.01")), "ABOVE_REFUNDABLE amount"),
        (Wish(Way.REFUND, "EUR", Decimal(0)), "ABOVE_REFUNDABLE lines"),
    ],
)
def test_a_wish_that_cannot_be_is_told_why(wish: Wish, told: str) -> None:
    with refused(told):
        policy.wished(a_case({"mug": 3}), wish)


def test_nobody_has_to_look_at_what_is_small_in_time_complete_and_undisputed() -> None:
    terms = a_case({}, auto_approve_limit=Decimal("50.00")).terms
    clear = {"in_window": True, "held": False, "proved": False, "complete": True}
    amount, lost = Decimal("50.00"), ClaimReason.LOST_IN_TRANSIT
    assert policy.is_clear(terms, amount, lost, **clear)
    assert not policy.is_clear(terms, Decimal("50.01"), lost, **clear)
    assert not policy.is_clear(a_case({}).terms, amount, lost, **clear)
    for against in ({"in_window": False}, {"held": True}, {"complete": False}):
        assert not policy.is_clear(terms, amount, lost, **(clear | against))
    proved = clear | {"proved": True}
    assert policy.is_clear(terms, amount, ClaimReason.DAMAGED_IN_TRANSIT, **proved)
    for doubtful in (ClaimReason.DELIVERED_NOT_RECEIVED, ClaimReason.STOLEN):
        assert policy.is_clear(terms, amount, doubtful, **clear)
        assert not policy.is_clear(terms, amount, doubtful, **proved)


@given(st.data(), st.sampled_from(["JPY", "EUR", "KWD"]))
def test_whatever_is_offered_fits_into_what_is_left(data: st.DataObject, currency: str) -> None:
    def units(most: int) -> Decimal:
        return Decimal(data.draw(st.integers(0, most))).scaleb(-exponent(currency))

    quantities = {name: data.draw(st.integers(1, 7)) for name in ("mug", "pot")}
    lines = {name: a_line(name, count, str(units(9999)), currency) for name, count in quantities.items()}
    counts = {name: data.draw(st.integers(0, count)) for name, count in quantities.items()}
    spent = {name: units(9999) for name in lines}
    freight = units(999)
    balance = Balance(
        "ord", currency, sum((line.paid_amount for line in lines.values()), freight), freight,
        {name: line.paid_amount for name, line in lines.items()}, spent, Decimal(0), sum(spent.values(), units(99)),
        Decimal(0), counts,
    )  # fmt: skip
    claimed = {name: data.draw(st.integers(1, count)) for name, count in quantities.items()}
    case = Case(lines, balance, claimed, Terms((*EVERYTHING, Way.PARTIAL_REFUND), Way.REFUND, True, True))
    partial = units(9999)
    for offer in policy.offers(case, partial):
        plan = policy.choice(case, offer.type, partial if offer.type is Way.PARTIAL_REFUND else None)
        assert plan.amount == offer.amount
        shares = [share for step in STEPS[offer.type] for share in plan.shares(step)]
        assert sum(share.amount for share in shares) == offer.amount
        assert offer.amount <= max(balance.total - balance.all_compensated, Decimal(0))
        for name, line in lines.items():
            mine = sum(share.amount for share in shares if share.order_line_id == name)
            assert mine <= max(line.paid_amount - spent[name], Decimal(0))
