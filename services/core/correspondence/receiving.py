"""What becomes of received mails: whose they are, the message on their claim, and their files as its evidence.

Files are put into storage between `expect` and `receive`, so that no transaction waits for it. What was expected and
never received is forgotten like an upload that nobody completes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, EvidenceKind
from services.core.correspondence import operations, policy, repository
from services.core.correspondence.model import Author, Details, Envelope, ReceivedFile, ReceivedMail
from services.core.database import Db, Tx
from services.core.events import Actor, ActorKind
from services.core.evidence import operations as evidence
from services.core.evidence import repository as evidence_rows
from services.core.evidence.model import Limits, NewEvidence, Visibility
from services.core.evidence.policy import UPLOAD_TIME, faults
from services.core.ids import derived_id, is_id
from services.core.orders import repository as orders

LONGEST_MAIL = 100_000
"""Letters of a received mail that are kept as its message."""
LONGEST_PROBLEM = 500


@dataclass(frozen=True, slots=True)
class Fate:
    """What one file of a mail becomes: evidence with this id, or nothing for the reason of this code."""

    file: ReceivedFile
    content_type: str
    evidence_id: str | None = None
    code: str | None = None


async def expect(
    tx: Tx, mail: ReceivedMail, inbox_id: str, reply_keys: Sequence[bytes], limits: Limits, now: datetime
) -> tuple[Fate, ...]:
    """Make room for the files of a mail on its claim; nothing for a mail without a claim, or that is there already.

    The same message has the same ids, however often it is read.
    """
    claim = await _hold_claim(tx, mail, reply_keys)
    if claim is None or (mail.message_id and await repository.is_kept(tx, claim.id, mail.message_id)):
        return ()
    envelope, actor = await _whose(tx, claim, mail)
    ids = [derived_id("evd", inbox_id, place) for place in range(len(mail.files))]
    there = await evidence_rows.hold(tx, claim.id, ids)
    room = limits.count - await evidence_rows.count(tx, claim.id) + len(there)
    fates = []
    for evidence_id, file in zip(ids, mail.files, strict=True):
        new = NewEvidence(
            claim_id=claim.id,
            kind=EvidenceKind.OTHER,
            file_name=" ".join(file.name.split()) or "file",
            content_type=policy.content_type(file),
            size=len(file.content),
            visibility=Visibility(envelope.visibility),
        )
        wrong = faults(new, limits)
        if wrong or room < 1:
            fates.append(Fate(file, new.content_type, code=wrong[0].code if wrong else "TOO_MANY_FILES"))
            continue
        room -= 1
        if evidence_id not in there:
            await evidence_rows.add(tx, claim, new, actor, now + UPLOAD_TIME, now, evidence_id=evidence_id)
        fates.append(Fate(file, new.content_type, evidence_id))
    return tuple(fates)


async def receive(
    tx: Tx, mail: ReceivedMail, fates: Sequence[Fate], reply_keys: Sequence[bytes], now: datetime
) -> str | None:
    """Put a received mail on the claim that it is about, with its files, which are in storage by now.

    What remains for a person is said: why there is no claim, or what was left out. It is about the claim of the
    address that it was sent to, else of the message that it answers, else of the number in its subject, which anybody
    can write: there the sender has to be the order's customer. One that no person wrote is kept for the staff and
    answers nothing.
    """
    claim = await _hold_claim(tx, mail, reply_keys)
    if claim is None:
        return "NO_CLAIM: it cannot be told which claim this mail is about"
    if await repository.count(tx, claim.id) >= policy.MOST_MESSAGES:
        return "TOO_MANY: the claim has as many messages as can be kept"
    envelope, actor = await _whose(tx, claim, mail)
    details = Details(
        subject=mail.subject[: policy.LONGEST_SUBJECT],
        external_id=mail.message_id,
        in_reply_to=mail.replies_to[0] if mail.replies_to else None,
        automatic=mail.automatic,
    )
    there = await evidence_rows.hold(tx, claim.id, [fate.evidence_id for fate in fates if fate.evidence_id])
    kept = await operations.keep(
        tx, claim, envelope, mail.text[:LONGEST_MAIL], actor, now, details=details, attachment_ids=list(there)
    )
    if kept is None:
        return None
    await evidence.complete(tx, claim, list(there.values()), actor, now)
    if envelope.author is Author.CUSTOMER:
        held = await claim_rows.hold(tx, claim.id)
        assert held is not None, "the row is held"
        await claims.answered(tx, held, actor, now)
    left_out = [fate for fate in fates if fate.evidence_id not in there]
    return _problem(mail, claim, left_out)


def _problem(mail: ReceivedMail, claim: Claim, left_out: Sequence[Fate]) -> str | None:
    problems = []
    if len(mail.text) > LONGEST_MAIL:
        problems.append("TOO_LONG: the rest of its text is here alone")
    if left_out:
        told = ", ".join(f"{fate.file.name[:60]} ({fate.code or 'UPLOAD_EXPIRED'})" for fate in left_out)
        count = f"{len(left_out)} of {len(mail.files)} files are here alone"
        problems.append(f"ATTACHMENTS: {count}, the rest is on claim {claim.number}: {told}")
    return "; ".join(problems)[:LONGEST_PROBLEM] or None


async def _whose(db: Db, claim: Claim, mail: ReceivedMail) -> tuple[Envelope, Actor]:
    order = await orders.get(db, claim.order_id)
    envelope = policy.decide_received(mail, order.customer.email if order else None)
    if envelope.author is Author.CUSTOMER:
        return envelope, Actor(ActorKind.CUSTOMER, claim.order_id)
    return envelope, Actor(ActorKind.SYSTEM, "mail")


async def _hold_claim(tx: Tx, mail: ReceivedMail, reply_keys: Sequence[bytes]) -> Claim | None:
    claim_id = await _claim_meant(tx, mail, reply_keys)
    return await claim_rows.hold(tx, claim_id) if claim_id else None


async def _claim_meant(db: Db, mail: ReceivedMail, reply_keys: Sequence[bytes]) -> str | None:
    for address in mail.recipients:
        if claim_id := policy.claim_of_address(reply_keys, db.storefront_id, address):
            return claim_id
    ours = [one.partition("@")[0] for one in mail.replies_to if is_id(one.partition("@")[0], "msg")]
    if claim_id := await repository.claim_of(db, mail.replies_to, ours):
        return claim_id
    number = policy.number_in(mail.subject)
    found = await repository.claim_of_number(db, number) if number else None
    return found[0] if found and mail.proven and policy.is_same_address(mail.sender, found[1]) else None
