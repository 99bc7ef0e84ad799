"""What a proposed policy would have said of past claims; changes nothing."""

from datetime import datetime
from typing import Annotated, cast

import strawberry

from services.api.access import Info
from services.api.policies.inputs import ClaimPolicyRuleInput, rules_of
from services.api.policies.words import ClaimReason, ResolutionType
from services.api.problems import decision
from services.core.claims.dry_run import MOST_CLAIMS, dry_run
from services.core.storefronts.model import Scope


@strawberry.input(description="A policy to be tried, and on which claims.")
class ClaimPolicyDryRunInput:
    """A proposal."""

    rules: list[ClaimPolicyRuleInput] = strawberry.field(description="The rules, as `claimPolicyUpdate` takes them.")
    from_: datetime = strawberry.field(name="from", description="Only claims that were opened then or later.")
    to: datetime = strawberry.field(description="Only claims that were opened earlier.")


@strawberry.type(description="What a policy says of a claim, as of the moment when it was opened.")
class ClaimVerdict:
    """A core `Verdict`."""

    eligible: bool = strawberry.field(description="Whether the policy takes it, now or after a while.")
    too_late: bool = strawberry.field(description="Whether it came too late.")
    waiting_until: datetime | None = strawberry.field(description="Until when it would wait, if it came early.")
    auto_approve: bool = strawberry.field(description="Whether nobody has to look at it once its evidence is there.")
    options: list[ResolutionType] = strawberry.field(description="What could be chosen, the default first.")


@strawberry.type(description="A claim that the proposed policy decides otherwise.")
class ClaimPolicyDifference:
    """A core `Difference`."""

    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    number: str = strawberry.field(description="The claim's number for people.")
    reason: ClaimReason = strawberry.field(description="What went wrong.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    present: ClaimVerdict = strawberry.field(description="What the present policy says of it.")
    proposed: ClaimVerdict = strawberry.field(description="What the proposed one says of it.")


@strawberry.type(description="What a policy would have changed.")
class ClaimPolicyDryRun:
    """A core `DryRun`."""

    present_version: int = strawberry.field(description="The version of the present policy; 0 is what is built in.")
    examined: int = strawberry.field(description=f"How many claims were looked at, the newest {MOST_CLAIMS} at most.")
    complete: bool = strawberry.field(description="Whether these are all claims of the period.")
    differences: list[ClaimPolicyDifference] = strawberry.field(description="The claims that differ, newest first.")


@strawberry.type
class PolicyDryRunQuery:
    """The query that tries a policy."""

    @decision(
        f"Which past claims a policy would have decided otherwise than the present one. It looks at the newest "
        f"{MOST_CLAIMS} of the period, at what each was about and what its parcel had gone through when it was opened.",
        scope=Scope.POLICY_WRITE,
        cost=MOST_CLAIMS,
        counted=lambda run: 1 + run.examined,
    )
    async def claim_policy_dry_run(
        self,
        info: Info,
        given: Annotated[ClaimPolicyDryRunInput, strawberry.argument(name="input", description="What is tried.")],
    ) -> ClaimPolicyDryRun | None:
        """Try."""
        rules = rules_of(given.rules)
        async with info.context.read() as db:
            return cast("ClaimPolicyDryRun", await dry_run(db, rules, given.from_, given.to))
