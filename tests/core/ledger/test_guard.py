"""The guard: what may be paid of an order, in currencies with 0, 2 and 3 decimals, and how parts add up."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.ledger import policy
from services.core.ledger.model import Balance, Compensation, CompensationKind, CompensationState, Share
from services.core.money import exponent
from services.core.refusal import Refused
from tests.core.refusals import refused

CURRENCIES = st.sampled_from(["JPY", "EUR", "KWD"])


def units(count: int, currency: str) -> Decimal:
    """So many of the smallest coin."""
    return Decimal(count).scaleb(-exponent(currency))


def amounts(currency: str, most: int = 10_000_000) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most).map(lambda count: units(count, currency))


def a_balance(**changes: object) -> Balance:
    values: dict[str, object] = {
        "order_id": "ord",
        "currency_code": "EUR",
        "total": Decimal("70.00"),
        "shipping_amount": Decimal("5.00"),
        "paid": {"mug": Decimal("25.00"), "pot": Decimal("40.00")},
        "compensated": {},
        "shipping_compensated": Decimal(0),
        "all_compensated": Decimal(0),
        "goodwill": Decimal(0),
    }
    return Balance(**(values | changes))  # type: ignore[arg-type]


def share(amount: str, line: str | None = "mug", quantity: int = 1, *, shipping: bool = False) -> Share:
    return Share(Decimal(amount), line, quantity, shipping)


def test_all_that_was_paid_may_be_paid_back_and_not_a_cent_more() -> None:
    everything = [share("25.00"), share("40.00", "pot"), share("5.00", None, shipping=True)]
    policy.allow(a_balance(), everything, "EUR")
    with refused("ABOVE_REFUNDABLE lines.0.amount"):
        policy.allow(a_balance(), [share("25.01")], "EUR")
    with refused("ABOVE_REFUNDABLE shippingAmount"):
        policy.allow(a_balance(), [share("5.01", None, shipping=True)], "EUR")
    with refused("ABOVE_REFUNDABLE amount"):
        policy.allow(a_balance(), [*everything, share("0.01", None)], "EUR")


def test_two_shares_of_one_line_count_together() -> None:
    with refused("ABOVE_REFUNDABLE lines.0.amount"):
        policy.allow(a_balance(), [share("12.50"), share("12.51")], "EUR")


def test_what_went_to_no_line_lessens_what_every_line_has_left() -> None:
    balance = a_balance(all_compensated=Decimal("50.00"))
    assert policy.left_of_line(balance, "mug") == Decimal("20.00")
    assert policy.left_of_line(balance, "pot") == Decimal("20.00")
    with refused("ABOVE_REFUNDABLE lines.0.amount"):
        policy.allow(balance, [share("20.01", "pot")], "EUR")
    with refused("ABOVE_REFUNDABLE amount"):
        policy.allow(balance, [share("15.00", "mug"), share("15.00", "pot")], "EUR")


def test_after_the_platform_paid_too_much_nothing_can_be_paid() -> None:
    balance = a_balance(compensated={"mug": Decimal("99.00")}, all_compensated=Decimal("99.00"))
    assert policy.left_of_line(balance, "mug") == policy.left_of_order(balance) == 0
    with refused("ABOVE_REFUNDABLE lines.0.amount"):
        policy.allow(balance, [share("0.01", "pot")], "EUR")


def test_nothing_is_paid_in_another_currency_for_a_line_of_another_order_or_below_nothing() -> None:
    with refused("CURRENCY_MISMATCH amount.currencyCode"):
        policy.allow(a_balance(), [share("1.00")], "USD")
    with refused("CURRENCY_MISMATCH amount.currencyCode"):
        policy.allow(a_balance(other_currencies=("USD",)), [share("1.00")], "EUR")
    with refused("NOT_FOUND lines.0.orderLineId", "INVALID_MONEY lines.1.amount"):
        policy.allow(a_balance(), [share("1.00", "vase"), share("-1.00")], "EUR")


def test_shipping_is_paid_back_only_where_the_policy_does_so() -> None:
    with refused("NOT_REFUNDED shippingAmount"):
        policy.allow(a_balance(), [share("5.00", None, shipping=True)], "EUR", shipping=False)
    policy.allow(a_balance(), [share("25.00")], "EUR", shipping=False)


def test_goodwill_ends_at_the_limit_of_the_policy() -> None:
    balance = a_balance(goodwill=Decimal("15.00"), all_compensated=Decimal("70.00"))
    policy.allow_goodwill(balance, Decimal("5.00"), "EUR", Decimal("20.00"))
    policy.allow_goodwill(balance, Decimal("500.00"), "EUR", None)
    with refused("ABOVE_GOODWILL_LIMIT amount"):
        policy.allow_goodwill(balance, Decimal("5.01"), "EUR", Decimal("20.00"))
    with refused("CURRENCY_MISMATCH amount.currencyCode"):
        policy.allow_goodwill(balance, Decimal("5.00"), "USD", None)
    with refused("INVALID_MONEY amount"):
        policy.allow_goodwill(balance, Decimal("0.00"), "EUR", None)


@given(st.data(), CURRENCIES, st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_the_parts_of_a_line_add_up_to_exactly_what_was_paid_for_it(
    data: st.DataObject, currency: str, pieces: list[int]
) -> None:
    paid = data.draw(amounts(currency))
    quantity, before, parts = sum(pieces), 0, []
    for piece in pieces:
        parts.append(policy.part(paid, quantity, before, piece, currency))
        before += piece
    assert sum(parts) == paid
    for part, piece in zip(parts, pieces, strict=True):
        assert part == part.quantize(units(1, currency)) >= 0
        assert abs(part - paid * piece / quantity) <= units(1, currency)


@given(st.data(), CURRENCIES, st.lists(st.integers(0, 100_000), min_size=1, max_size=8), st.integers(0, 1_000_000))
def test_a_divided_amount_stays_whole_and_within_the_room_of_each_part(
    data: st.DataObject, currency: str, rooms: list[int], amount: int
) -> None:
    found = policy.spread(units(amount, currency), [units(room, currency) for room in rooms], currency)
    assert sum(found) == min(units(amount, currency), units(sum(rooms), currency))
    for part, room in zip(found, rooms, strict=True):
        assert 0 <= part <= units(room, currency)
        assert part == part.quantize(units(1, currency))


@given(st.data(), CURRENCIES)
def test_whatever_is_asked_for_no_more_than_what_was_paid_is_allowed(data: st.DataObject, currency: str) -> None:
    draw: Callable[[int], Decimal] = lambda most: data.draw(amounts(currency, most))  # noqa: E731 - drawn by place
    paid = {"mug": draw(5000), "pot": draw(5000)}
    freight, tip = draw(1000), draw(500)
    total = sum(paid.values(), freight) + tip
    compensated: dict[str, Decimal] = dict.fromkeys(paid, Decimal(0))
    shipping, everything = Decimal(0), Decimal(0)
    for _ in range(data.draw(st.integers(1, 12))):
        balance = a_balance(
            currency_code=currency,
            total=total,
            shipping_amount=freight,
            paid=paid,
            compensated=compensated,
            shipping_compensated=shipping,
            all_compensated=everything,
        )
        wanted = Share(draw(6000), data.draw(st.sampled_from(["mug", "pot", None])))
        if wanted.order_line_id is None:
            wanted = Share(wanted.amount, shipping=data.draw(st.booleans()))
        left = (
            policy.left_of_line(balance, wanted.order_line_id)
            if wanted.order_line_id
            else policy.left_of_shipping(balance)
            if wanted.shipping
            else policy.left_of_order(balance)
        )
        try:
            policy.allow(balance, [wanted], currency)
        except Refused:
            assert wanted.amount > left
            continue
        assert wanted.amount <= left
        everything += wanted.amount
        if wanted.order_line_id:
            compensated = compensated | {
                wanted.order_line_id: compensated[wanted.order_line_id] + wanted.amount
            }  # fmt: skip
        elif wanted.shipping:
            shipping += wanted.amount
    assert all(compensated[line] <= paid[line] for line in paid)
    assert shipping <= freight
    assert everything <= total


@pytest.mark.parametrize("kind", [CompensationKind.RESHIPMENT, None])
def test_so_many_of_a_lost_parcel_are_let_go_of_and_no_more(kind: CompensationKind | None) -> None:
    held = CompensationState.CONFIRMED
    sent = Compensation("1", "ord", CompensationKind.RESHIPMENT, "res", share("25.00", quantity=2), "EUR", held, None)
    paid = Compensation("2", "ord", CompensationKind.REFUND, "res", share("40.00", "pot"), "EUR", held, None)
    gone = Compensation(
        "3", "ord", CompensationKind.RESHIPMENT, "res", share("9.00"), "EUR", CompensationState.RELEASED, None
    )
    found = policy.freed([gone, sent, paid], kind, {"mug": 1})
    assert [(one.id, part.amount, part.quantity) for one, part in found] == [("1", Decimal("12.50"), 1)]
    all_of_it = policy.freed([gone, sent, paid], kind, {"mug": 7, "pot": 0})
    assert [(one.id, part.amount) for one, part in all_of_it] == [("1", Decimal("25.00"))]
