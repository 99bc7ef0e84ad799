"""What time does to a recovery: alarms before something lapses, and the end of what nobody filed."""

from datetime import datetime

from services.core.database import Tx
from services.core.events import Actor
from services.core.recoveries import policy, repository
from services.core.recoveries.model import UNFILED, Command, Recovery
from services.core.recoveries.operations.desk import move, note


async def watch(tx: Tx, recovery_id: str, actor: Actor, now: datetime) -> datetime | None:
    """Tell that something lapses soon, or let it lapse; when to look again, nothing when time changes nothing more."""
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None:
        return None
    lapse = policy.lapses_at(recovery)
    if recovery.status in UNFILED and recovery.filing_since is None and _is_over(recovery, now):
        recovery = await move(tx, recovery, Command.EXPIRE, actor, now, said={"lapsed": lapse[0] if lapse else None})
    elif (days := policy.alarm(recovery, now)) is not None and lapse is not None:
        said = {"kind": lapse[0], "daysLeft": days, "lapsesAt": lapse[1].isoformat()}
        recovery = await note(tx, recovery, "recovery.deadline_near", actor, now, {"alarmed_at": now}, said)
    return policy.look_again_at(recovery, now)


def _is_over(recovery: Recovery, now: datetime) -> bool:
    """Whether it is too late for filing; a notice that was missed does not stop that."""
    return recovery.clock.file_by is not None and now >= recovery.clock.file_by
