"""What is done to policies: a new version, in one transaction with its event."""

from datetime import datetime

from services.core import idempotency, outbox
from services.core.database import Write
from services.core.events import Event
from services.core.policies import repository
from services.core.policies.check import check
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import Document, PolicyRule
from services.core.refusal import refuse
from services.core.storefronts.model import Caller


async def update(
    write: Write,
    caller: Caller,
    rules: tuple[PolicyRule, ...],
    note: str | None,
    *,
    expected_version: int,
    key: str,
    now: datetime,
) -> str:
    """Write the next version of the storefront's policy; its id. `expected_version` is the one it follows, 0 at first.

    Raises:
        Refused: `VERSION_CONFLICT` when another one follows it, or what `check` finds.
    """
    document = Document(rules, BUILT_IN.built_in)
    check(document, note)
    request = idempotency.Request(caller.id, "claimPolicyUpdate", key, [expected_version, rules, note])
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["policy"])
        version = (await repository.current(tx)).version
        policy_id = None
        if version == expected_version:
            policy_id = await repository.add(tx, version + 1, document, note, caller.actor, now)
        if policy_id is None:
            message = "The policy has changed since; read its current version and decide anew."
            raise refuse("VERSION_CONFLICT", message, "expectedVersion")
        await outbox.append(
            tx,
            Event(
                type="policy.updated",
                subject=policy_id,
                sequence=1,
                actor=caller.actor,
                occurred_at=now,
                public=False,
                data={"version": version + 1},
            ),
        )
        await idempotency.remember(tx, request, {"policy": policy_id})
        return policy_id
