"""What carriers say of a parcel and what time makes of it: kept, derived from, compared, and told."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.core import outbox
from services.core.database import Tx, Write
from services.core.events import Actor, ActorKind, Event
from services.core.ids import new_id
from services.core.shipments import derived as derive
from services.core.shipments import discrepancy, policy, proofs, repository
from services.core.shipments.files import FILE_TIME, MOST_FILES, KeptFile, Stored, media_type
from services.core.shipments.model import (
    Derived,
    ProofOfDelivery,
    ScanSource,
    Shipment,
    Surroundings,
    Tracking,
    TrackingStatus,
)

FOLLOWED_INTERVAL = timedelta(days=1)
"""Between two looks at a parcel that has come to its end and is followed all the same."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a company's answer: the parcel after it, and how many of its scans were new."""

    shipment: Shipment
    new_scans: int


async def record_tracking(
    tx: Tx,
    shipment_id: str,
    tracking: Tracking,
    source: ScanSource,
    *,
    company: str,
    now: datetime,
    stored: Sequence[Stored] = (),
) -> Recorded | None:
    """Keep what a company says of a parcel; one event tells of new scans or a new status, others of what follows.

    An answer that is none (`trouble`) shows on the parcel until the next good one, and moves nothing else. `stored` are
    the files of its proof whose bytes are in storage by now. Takes part in the caller's transaction, which may have an
    effect to confirm or a message to close as well.
    """
    before = await repository.hold(tx, shipment_id)
    if before is None:
        return None
    around = await repository.surroundings(tx, before.order_id)
    tracking = policy.presentable(tracking, now, is_redacted=around.is_redacted)
    room = policy.MOST_SCANS - await repository.count_scans(tx, shipment_id)
    scans = policy.believable(tracking.scans, now)
    new_scans = await repository.add_scans(tx, shipment_id, scans, source, now, most=room) if scans and room > 0 else 0
    reported = tracking.reported if tracking.reported is not TrackingStatus.UNKNOWN else before.tracking_status
    readings = await repository.readings(tx, shipment_id)
    derived = policy.derive(readings, reported)
    ended = tracking.ended or derived.status in policy.FINAL
    changed = bool(new_scans) or derived.status is not before.tracking_status
    moved_on = before.estimated_delivery_at != (tracking.estimated_delivery_at or before.estimated_delivery_at)
    check_at = policy.next_check(derived, created_at=before.created_at, ended=tracking.ended, now=now)
    if check_at is None and before.followed_until is not None and now < before.followed_until:
        check_at = now + FOLLOWED_INTERVAL
    after = await repository.save_tracking(
        tx,
        shipment_id,
        derived,
        derive.facts(before, derived, readings, around, now, estimated_at=tracking.estimated_delivery_at),
        tracking,
        ended_at=(before.tracking_ended_at or now) if ended else None,
        checked_at=now if source is ScanSource.POLL else None,
        next_check_at=policy.asked_again_at(check_at, tracking.renew_at or before.renew_at, now),
        changed=changed or moved_on,
        now=now,
    )
    actor = Actor(ActorKind.SYSTEM, company)
    if changed or moved_on:
        event = event_of("shipment.tracking_updated", after, actor, now)
        await outbox.append(
            tx, replace(event, data=event.data | {"newScans": new_scans, "onPlatform": after.external_id is not None})
        )
    if after.tracking_status is TrackingStatus.DELIVERED and before.tracking_status is not TrackingStatus.DELIVERED:
        await _tell(tx, "shipment.delivered", after, actor, now, {"tracked": after.tracked_by is not None})
    if after.tracking_trouble != before.tracking_trouble:
        said = {"trouble": after.tracking_trouble}
        await _tell(tx, "shipment.tracking_trouble_changed", after, actor, now, said, public=False)
    await _tell_facts(tx, before, after, actor, now)
    await _keep_proof(tx, after, tracking.proof, () if around.is_redacted else stored, actor, now)
    for step in await proofs.add_progress(tx, shipment_id, tracking.progress, now, most=policy.MOST_STEPS):
        said = {"step": step.step.value, "code": step.code[: proofs.LONGEST_CODE]}
        await _tell(tx, "shipment.claim_progressed", after, actor, now, said, public=False)
    await _judge(tx, after, derived, around, actor, now)
    held = await repository.hold(tx, shipment_id)
    assert held is not None, "the row is held"
    return Recorded(held, new_scans)


async def follow(tx: Tx, shipment_id: str, until: datetime, actor: Actor, now: datetime) -> None:
    """Go on asking for a parcel until then, whatever became of it: it may be found, or its carrier tell of a claim.

    Takes part in the caller's transaction.
    """
    parcel = await repository.hold(tx, shipment_id)
    if parcel is None or parcel.tracked_by is None:
        return
    await repository.follow(tx, shipment_id, until, now + FOLLOWED_INTERVAL)
    if parcel.next_check_at is None:
        await _tell(tx, "shipment.followed", parcel, actor, now, {"tracked": True}, public=False)


async def watch(write: Write, shipment_id: str, actor: Actor, now: datetime) -> None:
    """See what time alone made of a parcel, and tell of it, once for each thing that became so."""
    async with write() as tx:
        parcel = await repository.hold(tx, shipment_id)
        if parcel is not None:
            await review(tx, parcel, parcel, actor, now)


async def expect_files(
    tx: Tx, shipment_id: str, proof: ProofOfDelivery, now: datetime, *, longest: int
) -> tuple[tuple[KeptFile, bytes], ...]:
    """Make room for a proof's files, and say which of them have to be put into storage before anybody hears of them.

    One of more than `longest` bytes, or more of them than a parcel may have, are left out.
    """
    parcel = await repository.hold(tx, shipment_id)
    if parcel is None or (await repository.surroundings(tx, parcel.order_id)).is_redacted:
        return ()
    known = {file.sha256: file for file in await proofs.files_of(tx, shipment_id)}
    wanted: dict[str, tuple[KeptFile, bytes]] = {}
    for told in proof.files:
        sha256 = hashlib.sha256(told.content).hexdigest()
        file = known.get(sha256)
        if file is None:
            if not 0 < len(told.content) <= longest or len(known) >= MOST_FILES:
                continue
            file = known[sha256] = KeptFile(
                id=new_id("pof"),
                shipment_id=shipment_id,
                kind=told.kind,
                media_type=media_type(told),
                size=len(told.content),
                sha256=sha256,
                retain_until=now + FILE_TIME,
            )
            await proofs.announce(tx, file, now)
        if file.file_key is None and file.deleted_at is None:
            wanted[sha256] = (file, told.content)
    return tuple(wanted.values())


async def review(tx: Tx, before: Shipment, parcel: Shipment, actor: Actor, now: datetime) -> None:
    """Derive what follows for a held parcel again, from all that is known of it now; `before` tells what was new.

    Takes part in the caller's transaction.
    """
    around = await repository.surroundings(tx, parcel.order_id)
    readings = await repository.readings(tx, parcel.id)
    derived = policy.derive(readings, parcel.tracking_status)
    after = await repository.save_facts(tx, parcel.id, derive.facts(parcel, derived, readings, around, now))
    await _tell_facts(tx, before, after, actor, now)
    await _judge(tx, after, derived, around, actor, now)


async def _tell_facts(tx: Tx, before: Shipment, after: Shipment, actor: Actor, now: datetime) -> None:
    """Tell what became so, once for each time that it did, and of a parcel that counted as lost and moves again."""
    for name, kind in _BECAME.items():
        if getattr(before.facts, name) is None and getattr(after.facts, name) is not None:
            await _tell(tx, kind, after, actor, now)
    was_lost, is_lost = before.facts.presumed_lost_at, after.facts.presumed_lost_at
    if was_lost and not is_lost and after.last_event_at != before.last_event_at:
        await _tell(tx, "shipment.found_again", after, actor, now)


_BECAME = {
    "stalled_since": "shipment.stalled",
    "overdue_since": "shipment.overdue",
    "presumed_lost_at": "shipment.presumed_lost",
}


async def _keep_proof(
    tx: Tx, parcel: Shipment, proof: ProofOfDelivery | None, stored: Sequence[Stored], actor: Actor, now: datetime
) -> None:
    if proof is None:
        return
    new = await proofs.save(tx, parcel.id, proof, now)
    for file in stored:
        new = await proofs.keep(tx, file.id, file.key, file.retain_until) or new
    if new:
        await _tell(tx, "shipment.proof_received", parcel, actor, now)


async def _judge(
    tx: Tx, parcel: Shipment, derived: Derived, around: Surroundings, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Compare a delivery with what was ordered and agreed; what is new against it is told to the staff alone."""
    if derived.status is not TrackingStatus.DELIVERED and parcel.discrepancy is None:
        return
    shown = await proofs.shown(tx, parcel.id)
    finding, later = discrepancy.find(parcel, derived, shown, around, now)
    await repository.save_discrepancy(tx, parcel.id, finding, later)
    await proofs.explain(tx, parcel.id, finding, now)
    if finding is not None and finding.kind is not parcel.discrepancy:
        said = {"discrepancy": finding.kind.value, "severity": finding.severity.value, "code": finding.code}
        await _tell(tx, "shipment.delivery_discrepancy", parcel, actor, now, said, public=False)


async def _tell(
    tx: Tx,
    kind: str,
    parcel: Shipment,
    actor: Actor,
    now: datetime,
    said: Mapping[str, object] | None = None,
    *,
    public: bool = True,
) -> None:
    sequence = await repository.touch(tx, parcel.id)
    event = event_of(kind, replace(parcel, sequence=sequence), actor, now)
    await outbox.append(tx, replace(event, data=event.data | dict(said or {}), public=public))


def event_of(kind: str, shipment: Shipment, actor: Actor, now: datetime) -> Event:
    """An event of a parcel, with where it stands."""
    return Event(
        type=kind,
        subject=shipment.id,
        sequence=shipment.sequence,
        actor=actor,
        occurred_at=now,
        order_id=shipment.order_id,
        shipment_id=shipment.id,
        account_id=shipment.tracked_by,
        data={"trackingStatus": shipment.tracking_status, "incidentReason": shipment.incident_reason},
    )
