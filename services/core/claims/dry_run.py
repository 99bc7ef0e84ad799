"""What a proposed policy would have said of past claims, beside what the present one says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.core.claims import repository
from services.core.claims.eligibility.verdict import Subject, Verdict, judge
from services.core.claims.model import ClaimReason
from services.core.database import Db, Row
from services.core.policies import repository as policies
from services.core.policies.check import check
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import Anchor, Document, PolicyRule, Rule
from services.core.policies.policy import decide
from services.core.refusal import refuse
from services.core.storefronts import repository as storefronts

MOST_CLAIMS = 1000
LONGEST_PERIOD = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Difference:
    """A past claim of which the two policies say something else, as of the moment when it was opened."""

    claim_id: str
    number: str
    reason: ClaimReason
    opened_at: datetime
    present: Verdict
    proposed: Verdict


@dataclass(frozen=True, slots=True)
class DryRun:
    """How many claims were looked at, at most `MOST_CLAIMS` of the newest, and those that would differ."""

    present_version: int
    examined: int
    complete: bool
    differences: tuple[Difference, ...]


async def dry_run(db: Db, rules: tuple[PolicyRule, ...], since: datetime, before: datetime) -> DryRun:
    """Decide the claims of a period by the rules and by the present policy. Nothing is changed.

    Raises:
        Refused: rules that could not be written, or a period that is none.
    """
    if not timedelta(0) < before - since <= LONGEST_PERIOD:
        raise refuse("INVALID", "Name a period that ends after it begins, three years at most.", "to")
    proposal = Document(rules, BUILT_IN.built_in)
    check(proposal, None)
    storefront, present = await storefronts.get(db), await policies.current(db)
    assert storefront is not None, "a transaction is in a storefront"
    zone = ZoneInfo(storefront.time_zone)
    by_present, by_proposal = _judging(present.document, zone), _judging(proposal, zone)
    rows = await repository.opened_between(db, since, before, MOST_CLAIMS + 1)
    differences = []
    for row in rows[:MOST_CLAIMS]:
        one = Difference(
            row["id"], row["number"], ClaimReason(row["reason"]), row["created_at"], by_present(row), by_proposal(row)
        )
        if one.present != one.proposed:
            differences.append(one)
    return DryRun(present.version, len(rows[:MOST_CLAIMS]), len(rows) <= MOST_CLAIMS, tuple(differences))


def _judging(document: Document, zone: ZoneInfo) -> Callable[[Row], Verdict]:
    found: dict[tuple[str | None, str | None, str], Rule] = {}

    def judged(row: Row) -> Verdict:
        about = (row["country_code"], row["carrier"], row["reason"])
        if about not in found:
            found[about] = decide(document, about[0], about[1], ClaimReason(about[2]))
        return judge(found[about], _subject(row, zone))

    return judged


def _subject(row: Row, zone: ZoneInfo) -> Subject:
    shipped = row["shipped_at"]
    return Subject(
        moments={
            Anchor.ORDERED: row["placed_at"],
            Anchor.SHIPPED: shipped,
            Anchor.PROMISED: row["promised_at"],
            Anchor.DELIVERED: row["delivered_at"],
            Anchor.LAST_SCAN: row["last_scan_at"] or shipped,
        },
        at=row["created_at"],
        country=row["country_code"],
        zone=zone,
        amount=row["amount"],
        currency_code=row["currency_code"],
        final_sale=row["final_sale"],
    )
