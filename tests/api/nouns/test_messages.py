"""Messages, timelines and texts over GraphQL: what customers see of them, and what they never do."""

import asyncio
from typing import Any

import pytest

from services.core.claims import operations
from services.core.claims.model import Command
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.shipments.model import Scan, ScanSource, Tracking, TrackingStatus
from services.core.shipments.operations import record_tracking
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, place_events, plain
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import Shop, a_key, an_evidence

MESSAGES = """query($id: ID!, $first: Int) { claim(id: $id) {
  messages(first: $first) { totalCount nodes { id author visibility body } pageInfo { hasNextPage } }
  timeline { id kind word text actor { kind } message { body } event { type } scan { description } }
} }"""


async def claimed(asker: Asker) -> tuple[dict[str, Any], dict[str, Any], Asker]:
    """A claim, its parcel and its customer."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    return await a_claim(asker, order["id"], parcel["id"]), parcel, asker.customer_of(order["id"])


async def add(asker: Asker, claim: str, body: str, **changes: Any) -> dict[str, Any]:
    """Write a message; it as it is kept."""
    values = {"idempotencyKey": a_key(), "claimId": claim, "body": body} | changes
    message: dict[str, Any] = (await asker.change("claimAddMessage", **values))["message"]
    return message


async def test_a_message_is_shown_as_it_was_written(asker: Asker, app: Pool, shop: Shop) -> None:
    claim, _, customer = await claimed(asker)
    evidence = [await an_evidence(app, shop, claim["id"]) for _ in range(2)][::-1]
    told = await add(customer, claim["id"], "It is broken.", attachmentIds=evidence)
    assert (told["author"], told["channel"], told["direction"], told["visibility"]) == (
        "CUSTOMER",
        "API",
        "INBOUND",
        "PUBLIC",
    )
    assert (told["body"], told["attachmentIds"]) == ("It is broken.", evidence)
    assert told["claim"]["id"] == claim["id"]
    text = "query($id: ID!) { node(id: $id) { ... on Message { body authorId delivery failureCode } } }"
    sent = await add(asker, claim["id"], "We send a new one.")
    node = (await asker.get(text, id=sent["id"]))["node"]
    assert node == {
        "body": "We send a new one.",
        "authorId": asker.caller.actor.id if asker.caller else None,
        "delivery": "PLANNED",
        "failureCode": None,
    }


async def test_customers_never_see_what_is_internal_wherever_they_look(
    asker: Asker, app: Pool, shop: Shop, relay: Pool
) -> None:
    claim, parcel, customer = await claimed(asker)
    async with app.write(shop.id) as tx:
        scan = Scan(system_clock(), TrackingStatus.IN_TRANSIT, "AA", "Arrived")
        await record_tracking(
            tx, parcel["id"], Tracking((scan,)), ScanSource.POLL, company="easypost", now=system_clock()
        )
    secret = await add(asker, claim["id"], "A secret.", visibility="INTERNAL")
    await add(asker, claim["id"], "We look into it.")
    await add(customer, claim["id"], "Thank you.")
    await asker.change("claimTag", idempotencyKey=a_key(), claimId=claim["id"], add=["vip"])
    await place_events(relay)
    staff = (await asker.get(MESSAGES, id=claim["id"]))["claim"]
    own = (await customer.get(MESSAGES, id=claim["id"]))["claim"]
    assert [one["body"] for one in staff["messages"]["nodes"]] == ["Thank you.", "We look into it.", "A secret."]
    assert [one["body"] for one in own["messages"]["nodes"]] == ["Thank you.", "We look into it."]
    assert own["messages"]["totalCount"] == 2
    kinds = {entry["kind"]: entry for entry in own["timeline"]}
    assert set(kinds) == {"EVENT", "MESSAGE", "SCAN"}
    assert kinds["SCAN"]["scan"]["description"] == kinds["SCAN"]["text"] == "Arrived"
    assert [entry["word"] for entry in own["timeline"] if entry["kind"] == "EVENT"] == ["claim.submitted"]
    assert [entry["message"]["body"] for entry in own["timeline"] if entry["message"]] == [
        "We look into it.",
        "Thank you.",
    ]
    assert len(staff["timeline"]) == len(own["timeline"]) + 2
    assert "A secret." in [entry["text"] for entry in staff["timeline"]]
    assert (await customer.get("query($id: ID!) { node(id: $id) { id } }", id=secret["id"]))["node"] is None
    for field in ("authorId", "delivery", "failureCode"):
        text = f"query($id: ID!) {{ claim(id: $id) {{ messages {{ nodes {{ {field} }} }} }} }}"
        assert await customer.codes(text, id=claim["id"]) == ["FORBIDDEN"]


async def test_watchers_hear_of_messages_and_customers_of_public_ones_alone(asker: Asker, relay: Pool) -> None:
    claim, _, customer = await claimed(asker)
    text = (
        "subscription($id: ID!, $after: String) { claimUpdated(id: $id, after: $after) "
        "{ type message { body visibility } } }"
    )
    start = (await asker.send("claim", id=claim["id"]))["cursor"]

    async def heard(who: Asker, count: int) -> list[Any]:
        source = await who.schema.subscribe(text, {"id": claim["id"], "after": start}, who.context())
        found: list[Any] = []
        async for result in source:
            assert not result.errors
            assert result.data is not None
            found.append(plain(result.data)["claimUpdated"])
            if len(found) == count:
                break
        return [one["message"]["body"] for one in found if one["message"]]

    await add(asker, claim["id"], "A secret.", visibility="INTERNAL")
    await add(asker, claim["id"], "We look into it.")
    await add(customer, claim["id"], "Thank you.")
    await place_events(relay)
    async with asyncio.timeout(20):
        # `claim.submitted` had no position when the cursor was read
        assert await heard(asker, 4) == ["A secret.", "We look into it.", "Thank you."]
        assert await heard(customer, 3) == ["We look into it.", "Thank you."]


async def test_the_timeline_is_in_order_and_can_be_continued(asker: Asker) -> None:
    claim, _, customer = await claimed(asker)
    for number in range(5):
        await add(customer, claim["id"], f"Message {number}")
    text = (
        "query($id: ID!, $since: DateTime, $first: Int! = 100) "
        "{ claim(id: $id) { timeline(since: $since, first: $first) { id occurredAt text } } }"
    )
    whole = (await asker.get(text, id=claim["id"]))["claim"]["timeline"]
    assert [entry["text"] for entry in whole[1:]] == [f"Message {number}" for number in range(5)]
    assert [entry["occurredAt"] for entry in whole] == sorted(entry["occurredAt"] for entry in whole)
    begun = (await asker.get(text, id=claim["id"], first=3))["claim"]["timeline"]
    rest = (await asker.get(text, id=claim["id"], since=begun[-1]["occurredAt"]))["claim"]["timeline"]
    assert begun + rest[1:] == whole
    assert await asker.codes(text, id=claim["id"], first=101) == ["BAD_USER_INPUT"]


async def test_what_cannot_be_said_is_refused(asker: Asker, stranger: Asker) -> None:
    claim, _, customer = await claimed(asker)
    foreign, _, other = await claimed(stranger)
    values = {"idempotencyKey": a_key(), "claimId": claim["id"], "body": "Hello"}
    assert await asker.refusal("claimAddMessage", **values | {"body": ""}) == [("INVALID", "body")]
    assert await asker.refusal("claimAddMessage", **values | {"body": "x" * 20001}) == [("TOO_LONG", "body")]
    assert await asker.refusal("claimAddMessage", **values | {"author": "CUSTOMER"}) == [("INVALID", "channel")]
    assert await asker.refusal("claimAddMessage", **values | {"author": "SYSTEM"}) == [("INVALID", "author")]
    assert await customer.refusal("claimAddMessage", **values | {"author": "MERCHANT"}) == [("INVALID", "author")]
    assert await asker.refusal("claimAddMessage", **values | {"attachmentIds": ["x"]}) == [
        ("NOT_FOUND", "attachmentIds.0")
    ]
    for who, wanted in ((asker, foreign["id"]), (other, claim["id"]), (asker, "clm_nothing")):
        assert await who.refusal("claimAddMessage", **values | {"claimId": wanted}) == [("NOT_FOUND", "claimId")]
    text = "mutation($input: ClaimAddMessageInput!) { claimAddMessage(input: $input) { message { id } } }"
    assert await asker.with_scopes(Scope.READ).codes(text, input=values) == ["FORBIDDEN"]
    assert await asker.visitor().codes(text, input=values) == ["FORBIDDEN"]


async def test_a_customers_message_on_a_claim_that_was_withdrawn_is_kept_and_moves_nothing(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    claim, _, customer = await claimed(asker)
    await operations.command(
        shop.write(app), shop.caller, claim["id"], Command.WITHDRAW, key=a_key(), now=system_clock()
    )
    told = await add(customer, claim["id"], "I have a question.")
    assert told["claim"]["status"] == "CANCELED"


async def test_texts_are_listed_changed_and_looked_at_before_they_are_kept(asker: Asker) -> None:
    listed = await asker.send("messageTemplates")
    assert len(listed) == 18
    assert {one["version"] for one in listed} == {0}
    denied = next(one for one in listed if (one["key"], one["locale"]) == ("DENIED", "de"))
    assert {"name": "appeal_until", "meaning": "until when it can be appealed; empty when it cannot"} in denied[
        "variables"
    ]
    new = {
        "key": "DENIED",
        "locale": "de",
        "subject": "Nein zu {{ claim_number }}",
        "body": "Guten Tag {{ customer_name }}",
    }
    shown = await asker.send("messagePreview", input=new)
    assert (shown["subject"], shown["text"]) == ("Nein zu CLM-7QK2M9XD", "Guten Tag Robin\n")
    assert "<p>Guten Tag Robin</p>" in shown["html"]
    changed = await asker.change("messageTemplateUpdate", idempotencyKey=a_key(), expectedVersion=0, **new)
    assert changed["template"]["version"] == 1
    refusal = await asker.refusal("messageTemplateUpdate", idempotencyKey=a_key(), expectedVersion=0, **new)
    assert refusal == [("VERSION_CONFLICT", "expectedVersion")]
    bad = new | {"body": "{{ nobody }}", "subject": "{{ 1 + 1 }}"}
    refusal = await asker.refusal("messageTemplateUpdate", idempotencyKey=a_key(), **bad)
    assert refusal == [("TEMPLATE_NOT_ALLOWED", "subject"), ("UNKNOWN_VARIABLE", "body")]
    shown = await asker.send("messagePreview", input=bad)
    assert shown["text"] is None
    assert [error["code"] for error in shown["userErrors"]] == ["TEMPLATE_NOT_ALLOWED", "UNKNOWN_VARIABLE"]
    (kept,) = [one for one in await asker.send("messageTemplates", key="DENIED") if one["locale"] == "de"]
    assert (kept["version"], kept["body"]) == (1, new["body"])


async def test_a_preview_about_a_claim_tells_of_that_claim(asker: Asker, stranger: Asker) -> None:
    claim, _, customer = await claimed(asker)
    values = {"key": "ACKNOWLEDGED", "locale": "da-DK", "claimId": claim["id"]}
    shown = await asker.send("messagePreview", input=values)
    assert shown["subject"] == f"Vi har modtaget din sag {claim['number']}"
    assert shown["text"].startswith("Hej Ida Hansen\n\n")
    refused = await stranger.send("messagePreview", input=values)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [("NOT_FOUND", ["claimId"])]
    unknown = await asker.send("messagePreview", input=values | {"locale": "klingon"})
    assert [error["code"] for error in unknown["userErrors"]] == ["INVALID"]
    text = 'query { messagePreview(input: { key: DENIED, locale: "da" }) { text } }'
    for who in (customer, asker.with_scopes(Scope.CLAIMS_WRITE), asker.visitor()):
        assert await who.codes(text) == ["FORBIDDEN"]
        assert await who.codes("query { messageTemplates { body } }") == ["FORBIDDEN"]


@pytest.mark.parametrize("locale", ["da_DK", "english", "d", "DA"])
async def test_a_claim_takes_only_what_is_a_language(asker: Asker, locale: str) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    values = {"idempotencyKey": a_key(), "orderId": order["id"], "shipmentId": parcel["id"], "reason": "STOLEN"}
    assert await asker.refusal("claimCreate", **values, locale=locale) == [("INVALID", "locale")]
    claim = (await asker.change("claimCreate", **values, locale="en-GB"))["claim"]
    assert (await asker.send("claim", id=claim["id"]))["locale"] == "en-GB"
