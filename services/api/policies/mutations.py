"""What a storefront writes of its policy."""

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.policies.inputs import ClaimPolicyRuleInput, rules_of
from services.api.policies.types import ClaimPolicy
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.policies import operations
from services.core.storefronts.model import Scope


@strawberry.input(description="The next version of the policy: all of its rules.")
class ClaimPolicyUpdateInput:
    """A new version."""

    idempotency_key: str = idempotency_key()
    expected_version: int = strawberry.field(
        description="The version that this one follows, as it was read; 0 for the first. Another one by now gets "
        "`VERSION_CONFLICT`."
    )
    rules: list[ClaimPolicyRuleInput] = strawberry.field(
        description="The rules, 100 at most. They go before those that are built in; none at all is those alone."
    )
    note: str | None = strawberry.field(description="Why it is written, 1000 characters at most.", default=None)


@strawberry.type(description="What became of `claimPolicyUpdate`.")
class ClaimPolicyUpdatePayload(Payload):
    """The policy, or why not."""

    claim_policy: ClaimPolicy | None = strawberry.field(
        description="The version that was written; null when it was refused.", default=None
    )


@strawberry.type
class PolicyMutation:
    """The mutations on policies."""

    @mutation(
        Scope.POLICY_WRITE,
        "Write the next version of the policy on claims. Claims that were opened before keep the version that they "
        "were opened under.",
    )
    async def claim_policy_update(self, info: Info, given: Input[ClaimPolicyUpdateInput]) -> ClaimPolicyUpdatePayload:
        """Write a version."""
        context = info.context
        policy_id = await operations.update(
            context.write,
            context.caller,
            rules_of(given.rules),
            given.note,
            expected_version=given.expected_version,
            key=given.idempotency_key,
            now=context.now(),
        )
        return ClaimPolicyUpdatePayload(claim_policy=refer(ClaimPolicy, policy_id))
