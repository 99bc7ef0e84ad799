"""How much an option pays at most, and how that was reckoned."""

from decimal import Decimal

from services.core.money import Money, rounded
from services.core.recoveries.routing.model import Cover, Expected, Loss, Situation
from services.core.recoveries.rules.model import Rule
from services.core.recoveries.rules.terms import Basis


def reckon(rule: Rule, situation: Situation, cover: Cover | None) -> Expected:
    """The smaller of value and limit, less what the cover leaves to the shop, and no more than is still open."""
    currency = situation.loss.sales.currency_code
    value, steps, assumed = _value(rule, situation.loss)
    if value is None:
        return Expected(None, tuple(steps), assumed=True)
    limit, limit_steps, known = _limit(rule, situation, cover, currency)
    steps += limit_steps
    amount = value if limit is None else min(value, limit)
    if cover and cover.deductible:
        deducted = situation.rates.convert(cover.deductible, currency)
        steps.append(f"less a deductible of {_words(cover.deductible)}")
        amount, known = (amount - deducted, known) if deducted is not None else (amount, False)
    if asked := _asked_elsewhere(situation, rule.counterparty, currency):
        steps.append(f"no more than what {_words(Money(asked, currency))} asked elsewhere leave open")
        amount = min(amount, situation.loss.sales.amount - asked)
    found = rounded(max(amount, Decimal(0)), currency)
    return Expected(Money(found, currency), tuple(steps), assumed or not known)


def _value(rule: Rule, loss: Loss) -> tuple[Decimal | None, list[str], bool]:
    if rule.basis is Basis.FREIGHT:
        if not loss.freight:
            return None, ["only freight is paid back, and what it cost is not known"], True
        return loss.freight.amount, [f"freight of {_words(loss.freight)}"], False
    if rule.basis is Basis.COST and loss.cost and loss.cost.currency_code == loss.sales.currency_code:
        return loss.cost.amount, [f"cost price of {_words(loss.cost)}"], False
    steps = [f"sales price of {_words(loss.sales)}"]
    amount, assumed = loss.sales.amount, False
    if rule.basis is Basis.COST:
        steps.append("as the cost price is not known")
        assumed = True
    if not rule.with_vat and loss.vat:
        steps.append(f"less {_words(loss.vat)} of VAT")
        amount -= loss.vat.amount
    elif not rule.with_vat:
        steps.append("its VAT is not known")
        assumed = True
    return amount, steps, assumed


def _limit(
    rule: Rule, situation: Situation, cover: Cover | None, currency: str
) -> tuple[Decimal | None, list[str], bool]:
    """Nothing when there is none that is known; the last tells whether it is certain."""
    liability, rates = rule.liability, situation.rates
    if cover:
        return _converted(cover.amount, "insured", situation, currency)
    if liability.limit:
        return _converted(liability.limit, "limit", situation, currency)
    if liability.sdr_per_kg is None:
        return None, ["how much was insured is not known"], False
    words = f"limit of {liability.sdr_per_kg} SDR for a kilogram"
    if situation.weight_kg is None:
        return None, [f"{words}, but the weight is not known"], False
    found = rates.of_sdr(liability.sdr_per_kg * situation.weight_kg, currency)
    if found is None:
        return None, [f"{words}, but there is no rate for {currency}"], False
    worth = _words(Money(rounded(found, currency), currency))
    return found, [f"{words}, for {situation.weight_kg} kg {worth} (rate of {rates.as_of})"], True


def _converted(money: Money, what: str, situation: Situation, currency: str) -> tuple[Decimal | None, list[str], bool]:
    found = situation.rates.convert(money, currency)
    if found is None:
        return None, [f"{what} {_words(money)}, but there is no rate to {currency}"], False
    if money.currency_code == currency:
        return found, [f"{what} {_words(money)}"], True
    worth = _words(Money(rounded(found, currency), currency))
    return found, [f"{what} {_words(money)} = {worth} (rate of {situation.rates.as_of})"], True


def _asked_elsewhere(situation: Situation, counterparty: str, currency: str) -> Decimal:
    """What others are asked for or paid; the same loss is never paid twice."""
    amounts = [
        situation.rates.convert(filed.amount, currency) or Decimal(0)
        for filed in situation.filed
        if filed.live and filed.amount and filed.counterparty != counterparty
    ]
    return sum(amounts, Decimal(0))


def _words(money: Money) -> str:
    return f"{money.amount} {money.currency_code}"
