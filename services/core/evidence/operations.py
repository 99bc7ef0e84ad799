"""What is done to evidence: one function, one transaction, one event for what others shall hear of."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from services.core import idempotency, outbox
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.evidence import policy, repository
from services.core.evidence.model import (
    Clean,
    Evidence,
    EvidenceState,
    Finding,
    Limits,
    NewEvidence,
    Visibility,
    file_key,
)
from services.core.refusal import Problem, Refused, refuse
from services.core.storefronts.model import Caller


async def announce(
    write: Write, caller: Caller, new: NewEvidence, limits: Limits, *, key: str, now: datetime
) -> Evidence:
    """Make room for a file that will be uploaded.

    Raises:
        Refused: `NOT_FOUND`, `TOO_MANY_FILES`, or a file of a type or size that is not taken.
    """
    policy.check(new, caller, limits)
    request = idempotency.Request(caller.id, "evidenceUploadCreate", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is None:
            claim = await claims.hold(tx, caller, new.claim_id)
            if await repository.count(tx, claim.id) >= limits.count:
                message = f"A claim may have up to {limits.count} files; describe the rest in a message."
                raise refuse("TOO_MANY_FILES", message, "claimId")
            evidence_id = await repository.add(tx, claim, new, caller.actor, now + policy.UPLOAD_TIME, now)
            await idempotency.remember(tx, request, {"evidence": evidence_id})
        else:
            evidence_id = str(answer["evidence"])
        evidence = await repository.get(tx, evidence_id)
        if evidence is None:
            raise refuse("UPLOAD_EXPIRED", "The upload was never completed; begin a new one.", "idempotencyKey")
        return evidence


async def add(
    write: Write,
    caller: Caller,
    claim_id: str,
    evidence_ids: Sequence[str],
    missing: Collection[str],
    *,
    key: str,
    now: datetime,
) -> str:
    """Complete uploads, which begins their inspection; the claim's id. `missing` are those that storage does not have.

    Raises:
        Refused: `NOT_FOUND`, or `NOT_UPLOADED`.
    """
    if not evidence_ids:
        raise refuse("INVALID", "Name at least one upload.", "evidenceIds")
    request = idempotency.Request(caller.id, "claimAddEvidence", key, [claim_id, list(evidence_ids)])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is not None:
            return claim_id
        claim = await claims.hold(tx, caller, claim_id)
        found = await repository.hold(tx, claim_id, evidence_ids)
        problems = []
        for place, evidence_id in enumerate(evidence_ids):
            evidence, path = found.get(evidence_id), ("evidenceIds", str(place))
            if evidence is None or not policy.reaches(caller, evidence):
                problems.append(Problem("NOT_FOUND", "The claim has no such upload.", path))
            elif evidence.added_at is None and (evidence_id in missing or _is_over(evidence, now)):
                problems.append(Problem("NOT_UPLOADED", "Put the file to the upload's URL first.", path))
        if problems:
            raise Refused(*problems)
        await complete(tx, claim, list(found.values()), caller.actor, now)
        await idempotency.remember(tx, request, {"claim": claim_id})
        return claim_id


async def complete(tx: Tx, claim: Claim, files: Sequence[Evidence], actor: Actor, now: datetime) -> None:
    """Make evidence of files that are in storage by now, which begins their inspection; once for each."""
    new = [evidence for evidence in files if evidence.added_at is None]
    if not new:
        return
    await repository.mark_added(tx, [evidence.id for evidence in new], now)
    public = any(evidence.visibility is Visibility.PUBLIC for evidence in new)
    said: dict[str, object] = {"evidence": [evidence.id for evidence in new]}
    await _tell(tx, claim, "claim.evidence_added", said, actor, now, public=public)


async def settle(
    write: Write, evidence: Evidence, finding: Finding, days: int, actor: Actor, now: datetime
) -> EvidenceState:
    """Write what was found of an uploaded file; where it stands then. Whoever is second changes nothing.

    `days` is for how long files stay once their claim is closed.
    """
    async with write() as tx:
        claim = await claim_rows.hold(tx, evidence.claim_id)
        known = (await repository.hold(tx, evidence.claim_id, [evidence.id])).get(evidence.id)
        assert claim is not None, "claims stay"
        if known is None or known.state is not EvidenceState.PENDING or known.deleted_at is not None:
            return known.state if known else EvidenceState.REJECTED
        said: dict[str, object] = {"evidence": evidence.id, "kind": evidence.kind}
        public = known.visibility is Visibility.PUBLIC
        if not isinstance(finding, Clean):
            await repository.reject(tx, evidence.id, finding, now + policy.UPLOAD_TIME, now)
            said["code"] = finding.code
            await _tell(tx, claim, "claim.evidence_rejected", said, actor, now, public=public)
            return EvidenceState.REJECTED
        place = file_key(tx.storefront_id, evidence.id, finding)
        until = policy.retained_until(claim, days, now)
        await repository.make_ready(tx, evidence.id, finding, place, until, now)
        claim = await _tell(tx, claim, "claim.evidence_ready", said, actor, now, public=public)
        if policy.answers(known):
            claim = await claims.answered(tx, claim, Actor(known.uploaded_by, known.uploader_id), now)
            if until is not None and policy.retained_until(claim, days, now) is None:
                await repository.retain(tx, claim.id, None)
        return EvidenceState.READY


async def forget_original(write: Write, evidence_id: str) -> None:
    """Note that what was uploaded is deleted, as there is a clean copy."""
    async with write() as tx:
        await repository.forget_original(tx, evidence_id)


async def retain(write: Write, claim_id: str, days: int, now: datetime) -> None:
    """Set when a claim's files are deleted, by where it stands now."""
    async with write() as tx:
        claim = await claim_rows.hold(tx, claim_id)
        if claim is not None:
            await repository.retain(tx, claim_id, policy.retained_until(claim, days, now))


async def forget(write: Write, evidence_id: str, now: datetime) -> None:
    """Note that a file is deleted."""
    async with write() as tx:
        await repository.forget(tx, evidence_id, now)


def _is_over(evidence: Evidence, now: datetime) -> bool:
    """Whether an upload was waited for long enough: its file is being deleted."""
    return evidence.retain_until is not None and evidence.retain_until <= now


async def _tell(
    tx: Tx, claim: Claim, kind: str, said: dict[str, object], actor: Actor, now: datetime, *, public: bool
) -> Claim:
    noted = await claim_rows.note(tx, claim.id, now, {})
    await outbox.append(tx, replace(claims.event(kind, noted, actor, now, said), public=public))
    return noted
