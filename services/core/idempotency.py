"""The same request twice is one change and one answer; the only mechanism for it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec

from services.core.database import Tx
from services.core.refusal import refuse

LONGEST_KEY = 255

Answer = dict[str, object]


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a mutation. `caller` is who asks, `arguments` anything that msgspec can write as JSON."""

    caller: str
    mutation: str
    key: str
    arguments: object


async def recall(tx: Tx, request: Request, now: datetime) -> Answer | None:
    """The answer that this request was given before; nothing when it is new, which reserves the key.

    A second request with the same key waits here until the first one's transaction ends. A refusal rolls the
    reservation back with everything else: nothing happened, so the key stays free.

    Raises:
        Refused: `IDEMPOTENCY_MISMATCH` when the key was used with other arguments, `INVALID` for a bad key or for
            text that is no text.
    """
    if not request.key.strip() or len(request.key) > LONGEST_KEY:
        raise refuse(
            "INVALID",
            f"Send a key of 1 to {LONGEST_KEY} characters, a new one for each change.",
            "idempotencyKey",
        )
    try:
        digest = hashlib.sha256(msgspec.json.encode(request.arguments, order="deterministic")).digest()
    except UnicodeEncodeError:
        raise refuse("INVALID", "Text must not hold half of a surrogate pair.") from None
    where = (tx.storefront_id, request.caller, request.mutation, request.key)
    inserted = await tx.execute(
        """insert into idempotency_keys (storefront_id, caller, mutation, key, request_hash, created_at)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing""",
        *where, digest, now,
    )  # fmt: skip
    if inserted:
        return None
    row = await tx.fetchrow(
        """select request_hash, answer from idempotency_keys
           where storefront_id = $1 and caller = $2 and mutation = $3 and key = $4""",
        *where,
    )
    assert row is not None, "a conflicting key is committed, and kept for days"
    if row["request_hash"] != digest:
        raise refuse(
            "IDEMPOTENCY_MISMATCH",
            "This key was used with other arguments; send a new key.",
            "idempotencyKey",
        )
    answer: Answer = row["answer"]
    return answer


async def remember(tx: Tx, request: Request, answer: Answer) -> None:
    """Keep the answer to a request that `recall` found to be new."""
    await tx.execute(
        """update idempotency_keys set answer = $5
           where storefront_id = $1 and caller = $2 and mutation = $3 and key = $4""",
        tx.storefront_id, request.caller, request.mutation, request.key, answer,
    )  # fmt: skip
