"""What is in the way of asking somebody."""

from collections.abc import Iterator
from datetime import datetime

from services.core.recoveries.routing.candidates import SENDERS, Candidate
from services.core.recoveries.routing.model import Bar, BarCode, Cover, CoverStatus, Expected, Situation, Why, WhyCode
from services.core.recoveries.rules.deadlines import DeadlineKind, Deadlines, Standing
from services.core.recoveries.rules.model import Rule
from services.core.recoveries.rules.terms import CounterpartyKind, Peril
from services.core.shipments.model import LabelSource

_RESELLERS = frozenset({LabelSource.SHOPIFY_SHIPPING, LabelSource.SHIPPING_AGGREGATOR, LabelSource.MARKETPLACE})


def bars(
    candidate: Candidate, situation: Situation, deadlines: Deadlines | None, expected: Expected
) -> tuple[Bar, ...]:
    """All of them, the final ones before those that time lifts."""
    found = [*_of_past(candidate, situation), *_of_cover(candidate, situation), *_of_carrier(candidate, situation)]
    rule = candidate.rule
    if rule is None:
        if not any(bar.code is BarCode.DELIVERED_WITH_PROOF for bar in found):
            words = candidate.peril.value.lower().replace("_", " ")
            found.append(Bar(BarCode.NOT_COVERED, f"No rule of {candidate.name} covers {words} on this way."))
        return tuple(found)
    return (
        *found,
        *_of_rule(rule, candidate, situation),
        *_of_money(rule, situation, expected),
        *_of_time(rule, deadlines),
    )


def warnings(rule: Rule, deadlines: Deadlines) -> Iterator[Why]:
    """What is worth knowing about the time, without being in the way."""
    if rule.window.file is None:
        yield Why(WhyCode.WINDOW_UNKNOWN, "Until when it can be claimed is not published: file at once.")
    for assumption in deadlines.assumed:
        missing, instead = _PAST[assumption.anchor.value], assumption.instead.lower()
        words = f"When it was {missing} is not known; {assumption.bound.lower()} is counted from {instead}."
        yield Why(WhyCode.WINDOW_ASSUMED, words)
    if deadlines.standing is Standing.NOTICE_PASSED and not _notice_bars(rule, deadlines):
        yield Why(WhyCode.NOTICE_PASSED, "The time to report it is over; a claim may still be paid.")


_PAST = {
    "SHIP": "shipped",
    "MAILING": "mailed",
    "ACCEPTANCE": "accepted",
    "SCHEDULED": "due",
    "DELIVERY": "delivered",
    "DECISION": "decided",
}


def _of_past(candidate: Candidate, situation: Situation) -> Iterator[Bar]:
    if any(filed.live and filed.counterparty == candidate.key for filed in situation.filed):
        yield Bar(BarCode.ALREADY_FILED, f"{candidate.name} has been asked already.")


def _of_cover(candidate: Candidate, situation: Situation) -> Iterator[Bar]:
    cover = candidate.cover
    if cover and (wrong := _inactive(cover, situation)):
        yield Bar(BarCode.COVER_NOT_ACTIVE, wrong)


def _inactive(cover: Cover, situation: Situation) -> str | None:
    shipped_at = situation.facts.shipped_at or situation.facts.accepted_at or situation.facts.ordered_at
    if cover.status is not CoverStatus.ACTIVE:
        return f"The cover is {cover.status.value.lower()}."
    if cover.effective_at and shipped_at < cover.effective_at:
        return "The cover began after the parcel was shipped."
    if cover.expires_at and shipped_at >= cover.expires_at:
        return "The cover was over before the parcel was shipped."
    return None


def _of_carrier(candidate: Candidate, situation: Situation) -> Iterator[Bar]:
    kind = candidate.party.kind if candidate.party else CounterpartyKind.CARRIER
    if situation.refusal and kind in (CounterpartyKind.CARRIER, CounterpartyKind.AGGREGATOR):
        yield Bar(BarCode.NOT_CLAIM_ELIGIBLE, f"The carrier takes no claim for it: {situation.refusal}")
    if candidate.peril is Peril.THEFT and candidate.rule is None and kind is not CounterpartyKind.INSURER:
        yield Bar(
            BarCode.DELIVERED_WITH_PROOF,
            "Delivered by its proof: a carrier refuses it, only an insurer takes it, as theft.",
        )


def _of_rule(rule: Rule, candidate: Candidate, situation: Situation) -> Iterator[Bar]:
    reseller = situation.label_source in _RESELLERS
    if rule.claimant in SENDERS and reseller and not candidate.through_seller:
        yield Bar(
            BarCode.NOT_SHIPPER_OF_RECORD,
            f"Only the shipper of record may ask {candidate.name}, and that is who sold the label.",
        )
    if rule.needs_acceptance and situation.facts.accepted_at is None:
        yield Bar(BarCode.NO_ACCEPTANCE_SCAN, f"{candidate.name} covers only what the carrier scanned when it took it.")
    if excluded := sorted(
        {word.casefold() for word in situation.goods} & {word.casefold() for word in rule.exclusions}
    ):
        yield Bar(BarCode.EXCLUDED_GOODS, f"{candidate.name} does not cover {', '.join(excluded)}.")


def _of_money(rule: Rule, situation: Situation, expected: Expected) -> Iterator[Bar]:
    sales = situation.loss.sales
    least = rule.minimum and situation.rates.convert(rule.minimum, sales.currency_code)
    if rule.minimum and least and sales.amount < least:
        worth = f"{rule.minimum.amount} {rule.minimum.currency_code}"
        yield Bar(BarCode.BELOW_MINIMUM, f"Nothing below {worth} is paid.")
    elif expected.amount and not expected.amount.amount:
        if any(filed.live and filed.amount for filed in situation.filed):
            yield Bar(BarCode.ALREADY_RECOVERED, "The whole loss is asked for elsewhere.")
        else:
            yield Bar(BarCode.NOTHING_TO_EXPECT, f"Nothing would be paid: {'; '.join(expected.steps)}.")


def _of_time(rule: Rule, deadlines: Deadlines | None) -> Iterator[Bar]:
    """What was assumed warns, but never closes a way to the money."""
    if deadlines is None:
        return
    if deadlines.standing is Standing.PASSED and not deadlines.assumes(DeadlineKind.FILE):
        yield Bar(BarCode.OUTSIDE_WINDOW, f"It had to be filed {_until(deadlines.file_by)}.")
    elif deadlines.standing is Standing.NOTICE_PASSED and _notice_bars(rule, deadlines):
        yield Bar(BarCode.OUTSIDE_WINDOW, f"It had to be reported {_until(deadlines.notice_by)}.")
    elif deadlines.standing is Standing.WAITING:
        assert deadlines.opens_at is not None, "only a window that opens is waited for"
        yield Bar(BarCode.TOO_EARLY, f"It can be filed from {deadlines.opens_at:%Y-%m-%d %H:%M} UTC.")


def _notice_bars(rule: Rule, deadlines: Deadlines) -> bool:
    return rule.window.notice_bars and not deadlines.assumes(DeadlineKind.NOTICE)


def _until(moment: datetime | None) -> str:
    assert moment is not None, "what has passed was known"
    return f"before {moment:%Y-%m-%d %H:%M} UTC"
