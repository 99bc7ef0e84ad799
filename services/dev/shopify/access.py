"""Which scopes the documents need: read from Shopify's own notes, kept in `access.json`, checked against the app's."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graphql import GraphQLSchema, parse

from services.core.companies.shopify.scopes import allowed
from services.dev.shopify.places import ACCESS
from services.dev.shopify.subset import Reached, reach

INPUTS = {"giftCardCreate": ("GiftCardCreateInput.customerId", "GiftCardRecipientInput.id")}
"""Fields of inputs that a document's variables set, and that need a scope of their own."""
BESIDE = {"refundCreate": [["write_orders", "write_marketplace_orders"]], "tagsAdd": [["write_orders"]]}
"""What the package leaves out: https://shopify.dev/docs/api/admin-graphql/latest/mutations/refundCreate, …/tagsAdd."""

_ONE_OF = re.compile(r"Requires (?:the|at least one of the following scopes:) ([^.]+)")
_FOR_INPUT = re.compile(r"Requires `(\w+)` access_scope")

Access = Mapping[str, list[str]]


def read(whole: Mapping[str, Any], reached: Reached, topics: Iterable[str]) -> dict[str, list[str]]:
    """For everything that is reached and guarded, the scopes of which one is enough."""
    found = {}
    coordinates = reached.coordinates()
    for item in whole["offline_scopes"]["items"]:
        name = item["typeName"] + (f".{item['fieldName']}" if item["type"] == "field" else "")
        if item["offlineScopes"] and name in coordinates:
            found[name] = item["offlineScopes"]
    types = {one["name"]: one for one in whole["data"]["__schema"]["types"]}
    wanted = set(topics)
    for topic in types["WebhookSubscriptionTopic"]["enumValues"]:
        if topic["name"] in wanted and (said := _ONE_OF.search(topic["description"] or "")):
            found[f"WebhookSubscriptionTopic.{topic['name']}"] = re.findall(r"\w+_\w+", said[1])
    for name in (one for names in INPUTS.values() for one in names):
        kind, _, part = name.partition(".")
        description = next(one["description"] for one in types[kind]["inputFields"] if one["name"] == part)
        if said := _FOR_INPUT.search(description):
            found[name] = [said[1]]
    return dict(sorted(found.items()))


def kept() -> dict[str, list[str]]:
    """What `access.json` says."""
    known: dict[str, list[str]] = json.loads(ACCESS.read_text(encoding="utf-8"))
    return known


def needed(schema: GraphQLSchema, name: str, text: str, topics: Iterable[str], access: Access) -> list[list[str]]:
    """What a document needs: of each list one scope is enough."""
    guarded = reach(schema, [parse(text)]).coordinates() | set(INPUTS.get(name, ()))
    if name == "webhookSubscriptionCreate":
        guarded |= {f"WebhookSubscriptionTopic.{topic}" for topic in topics}
    return [access[one] for one in sorted(guarded) if one in access] + BESIDE.get(name, [])


def chosen(needs: Iterable[list[str]], scopes: Iterable[str]) -> tuple[set[str], list[list[str]]]:
    """Which of the app's scopes open all this, and the needs that none of them does."""
    have = allowed(scopes)
    used = {next(scope for scope in one if scope in have) for one in needs if have & set(one)}
    return used, [one for one in needs if not have & set(one)]
