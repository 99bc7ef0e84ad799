"""What is asked of policies."""

from typing import Annotated, cast

import strawberry

from services.api.access import Info
from services.api.paging import Connection
from services.api.policies.rule import ClaimRule
from services.api.policies.types import ClaimPolicy
from services.api.policies.words import ClaimReason
from services.api.problems import decision
from services.api.reads.words import Way, connection, find
from services.core.policies import repository
from services.core.policies.policy import decide


@strawberry.input(description="Which claims; what is left out is not known of them.")
class ClaimRuleInput:
    """What decides which rules match."""

    market: str | None = strawberry.field(
        description="The country of the delivery address (ISO 3166-1, two capital letters).", default=None
    )
    carrier: str | None = strawberry.field(description="Who carries the parcel, in any case.", default=None)
    reason: ClaimReason | None = strawberry.field(description="What went wrong.", default=None)


@strawberry.type
class PolicyQuery:
    """The queries on policies."""

    claim_policy: ClaimPolicy | None = find(
        "The storefront's policy on claims as it is now; null while it has none of its own, which is version 0: what "
        "is built in holds. Not for customers.",
        ways=[Way(order="{t}.version desc")],
    )
    claim_policies: Connection[ClaimPolicy] = connection(
        "All versions of the storefront's policy, newest first. Not for customers."
    )

    @decision(
        "What the policy says of certain claims now: all matching rules, also those built in, put together. "
        "Not for customers."
    )
    async def claim_rule(
        self,
        info: Info,
        given: Annotated[ClaimRuleInput, strawberry.argument(name="input", description="Which claims.")],
    ) -> ClaimRule | None:
        """Decide."""
        async with info.context.read() as db:
            policy = await repository.current(db)
        return cast("ClaimRule", decide(policy.document, given.market, given.carrier, given.reason))
