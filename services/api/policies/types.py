"""How a policy is shown: its rules as they were written."""

from datetime import datetime
from typing import Any

import strawberry

from services.api.entities import Node
from services.api.events import Actor
from services.api.money import Money
from services.api.policies.words import Anchor, ClaimReason, EvidenceKind, ResolutionType, Unit
from services.api.reads.words import column, embedded, table, to_many

# lists are cast to json: an object that is built with a jsonb inside is one, and forgets the order of its keys


def _bound(description: str, name: str) -> Any:
    place = f"{{t}}.value->'window'->'{name}'"
    columns = {"anchor": f"{place}->>'anchor'", "amount": f"({place}->>'amount')::integer", "unit": f"{place}->>'unit'"}
    return embedded(description, columns, present=f"jsonb_typeof({place}) = 'object'")


def _limits(description: str, name: str) -> Any:
    given = f"{{t}}.value->'{name}'"
    return to_many(
        description,
        "",
        order="{t}.currency_code",
        usual=1,
        source=f"jsonb_each_text(case jsonb_typeof({given}) when 'object' then {given} else '{{{{}}}}' end) "
        "{r} (currency_code, amount)",
    )


@strawberry.type(description="So many hours or days after a moment.")
class ClaimBound:
    """A bound of a window."""

    anchor: Anchor = column("From which moment it is counted.")
    amount: int = column("How many.")
    unit: Unit = column("Of what.")


@strawberry.type(description="When a claim may be made: whoever is early waits, a customer who is late is refused.")
class ClaimWindow:
    """A window."""

    earliest: ClaimBound | None = _bound("From when on; null is at once.", "earliest")
    latest: ClaimBound | None = _bound("Until when; null is for ever.", "latest")


@strawberry.type(description="How claims are made good.")
class ClaimResolutions:
    """What can be given."""

    allowed: list[ResolutionType] = column("What can be chosen.")
    default: ResolutionType = column("What is given when nobody chooses.")
    refund_always: bool = column(
        "Whether a refund is always among what can be chosen, and credit only the customer's choice."
    )


@strawberry.type(description="One rule of a policy as it was written; null, and an empty list of limits, is silence.")
class ClaimPolicyRule:
    """A rule."""

    market: str | None = column(
        "The country that the order goes to, or `EU` or `EEA`; null is any.", "{t}.value->>'market'"
    )
    carrier: str | None = column("Who carries the parcel, in any case; null is any.", "{t}.value->>'carrier'")
    reason: ClaimReason | None = column("What went wrong; null is anything.", "{t}.value->>'reason'")
    window: ClaimWindow | None = embedded(
        "When a claim may be made.", {}, present="jsonb_typeof({t}.value->'window') = 'object'"
    )
    resolutions: ClaimResolutions | None = embedded(
        "How it is made good.",
        {
            "allowed": "({t}.value->'resolutions'->'allowed')::json",
            "default": "{t}.value->'resolutions'->>'default'",
            "refund_always": "({t}.value->'resolutions'->>'refund_always')::boolean",
        },
        present="jsonb_typeof({t}.value->'resolutions') = 'object'",
    )
    escalation_days: int | None = column(
        "How many days after the order the customer may turn to the bank or the platform.",
        "({t}.value->>'escalation_days')::integer",
    )
    required_evidence: list[EvidenceKind] | None = column(
        "What the customer has to send.", "nullif({t}.value->'required_evidence', 'null')::json"
    )
    auto_approve_limits: list[Money] = _limits(
        "Up to which amount nobody has to look at a claim, by currency.", "auto_approve_limits"
    )
    goodwill_limits: list[Money] = _limits(
        "How much may be given for one order beyond what was paid, by currency.", "goodwill_limits"
    )
    refunds_shipping: bool | None = column(
        "Whether what was paid for shipping is given back too.", "({t}.value->>'refunds_shipping')::boolean"
    )
    covers_final_sale: bool | None = column(
        "Whether what was sold for good can be claimed.", "({t}.value->>'covers_final_sale')::boolean"
    )
    inactivity_days: int | None = column(
        "How many days the customer has for an answer.", "({t}.value->>'inactivity_days')::integer"
    )
    appeal_days: int | None = column(
        "How many days the customer has for an appeal.", "({t}.value->>'appeal_days')::integer"
    )
    report_url: str | None = column(
        "The platform's form for reporting a shop; empty is none.", "{t}.value->>'report_url'"
    )
    files_recoveries: bool | None = column(
        "Whether recoveries are filed without a person as soon as nothing is missing, where a company takes them by a "
        "call.",
        "({t}.value->>'files_recoveries')::boolean",
    )
    recovery_minimum: list[Money] = _limits(
        "Below which amount no recovery is proposed, by currency.", "recovery_minimum"
    )


@table("claim_policies", prefix="pol", customer="false")
@strawberry.type(
    description="One version of the storefront's policy on claims. Of the rules that match a claim, each field is "
    "taken from the one that names most of market, carrier and reason; of two that name as many, the one that names "
    "the market (a country before a group), then the one that names the carrier. All of `rules` go before all of "
    "`builtIn`. Not for customers."
)
class ClaimPolicy(Node):
    """A version of the policy; it never changes."""

    version: int = column("Counts the versions, from 1; 0 is what holds before the first.")
    note: str | None = column("Why it was written.")
    created_at: datetime = column("When it was written.")
    created_by: Actor = embedded("Who wrote it.", {"kind": "{t}.created_by", "id": "{t}.created_by_id"})
    rules: list[ClaimPolicyRule] = to_many(
        "The storefront's own rules, 100 at most, as they were written.",
        "",
        order="{t}.place",
        source="jsonb_array_elements({t}.document->'rules') with ordinality {r} (value, place)",
    )
    built_in: list[ClaimPolicyRule] = to_many(
        "The rules beneath, which were built in when this version was written.",
        "",
        order="{t}.place",
        usual=20,
        source="jsonb_array_elements({t}.document->'built_in') with ordinality {r} (value, place)",
    )
