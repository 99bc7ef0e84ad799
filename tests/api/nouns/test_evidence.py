"""Evidence over GraphQL: a place to put a file, the word that it is there, and who sees what of it."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.evidence import operations, repository
from services.core.evidence.model import Clean, Finding, Refusal, Rejection, file_key, upload_key
from services.core.storage import open_storage
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key

EVIDENCE = """query($id: ID!) { claim(id: $id) { evidence {
  id state kind rejectionCode fileName url mimeType size sha256 width uploadedBy
} } }"""
INTERNAL = "query($id: ID!) { claim(id: $id) { evidence { visibility uploaderId } } }"
CLEAN = Clean("image/jpeg", 123, "a" * 64, "b" * 64, 48, 64)


@pytest.fixture
async def claim_id(asker: Asker) -> str:
    """A claim, opened over the API."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    return str((await a_claim(asker, order["id"], parcel["id"]))["id"])


async def order_of(asker: Asker, claim_id: str) -> str:
    """The claim's order."""
    found = await asker.get("query($id: ID!) { claim(id: $id) { order { id } } }", id=claim_id)
    return str(found["claim"]["order"]["id"])


def told(claim_id: str, **changes: Any) -> dict[str, Any]:
    """A picture to be uploaded."""
    return {
        "idempotencyKey": a_key(),
        "claimId": claim_id,
        "kind": "PHOTO",
        "fileName": "bøwl.jpg",
        "contentType": "image/jpeg",
        "size": 1000,
    } | changes


async def uploaded(asker: Asker, claim_id: str, **changes: Any) -> str:
    """A file that is in storage and was added; its id."""
    made = await asker.change("evidenceUploadCreate", **told(claim_id, **changes))
    evidence_id = str(made["evidence"]["id"])
    assert asker.caller is not None
    await asker.process.storage.put(upload_key(asker.caller.storefront_id, evidence_id), b"x", "image/jpeg")
    await asker.change("claimAddEvidence", idempotencyKey=a_key(), claimId=claim_id, evidenceIds=[evidence_id])
    return evidence_id


async def settled(asker: Asker, app: Pool, evidence_id: str, finding: Finding = CLEAN) -> None:
    """What the worker finds."""
    assert asker.caller is not None
    async with app.read(asker.caller.storefront_id) as db:
        evidence = await repository.get(db, evidence_id)
    assert evidence is not None
    write = app.writer(asker.caller.storefront_id)
    await operations.settle(write, evidence, finding, 1, asker.caller.actor, system_clock())


async def shown(asker: Asker, claim_id: str) -> list[dict[str, Any]]:
    """A claim's evidence as this caller sees it."""
    found: list[dict[str, Any]] = (await asker.get(EVIDENCE, id=claim_id))["claim"]["evidence"]
    return found


async def test_a_customer_sends_a_file_and_sees_it_once_it_was_looked_through(
    asker: Asker, app: Pool, claim_id: str
) -> None:
    assert asker.caller is not None
    customer = asker.customer_of(await order_of(asker, claim_id))
    made = await customer.change("evidenceUploadCreate", **told(claim_id))
    assert made["evidence"]["state"] == "PENDING"
    assert made["upload"]["method"] == "PUT"
    assert made["upload"]["headers"] == [{"name": "Content-Type", "value": "image/jpeg"}]
    assert f"/files/{upload_key(asker.caller.storefront_id, made['evidence']['id'])}?" in made["upload"]["url"]
    evidence_id = await uploaded(customer, claim_id)
    (_, pending) = await shown(customer, claim_id)
    assert (pending["state"], pending["url"], pending["uploadedBy"]) == ("PENDING", None, "CUSTOMER")
    await settled(asker, app, evidence_id)
    (_, ready) = await shown(customer, claim_id)
    assert (ready["state"], ready["mimeType"], ready["size"], ready["width"]) == ("READY", "image/jpeg", 123, 48)
    assert ready["fileName"] == "bøwl.jpg"
    key = file_key(asker.caller.storefront_id, evidence_id, CLEAN)
    link = urlsplit(ready["url"])
    assert link.path == f"/files/{key}"
    query = dict(part.split("=") for part in link.query.split("&"))
    assert asker.process.links.check("GET", key, query, system_clock()).key == key


async def test_a_customer_reads_why_a_file_was_rejected(asker: Asker, app: Pool, claim_id: str) -> None:
    customer = asker.customer_of(await order_of(asker, claim_id))
    evidence_id = await uploaded(customer, claim_id)
    await settled(asker, app, evidence_id, Refusal(Rejection.TYPE_MISMATCH, "c" * 64))
    (rejected,) = await shown(customer, claim_id)
    assert (rejected["state"], rejected["rejectionCode"], rejected["url"]) == ("REJECTED", "TYPE_MISMATCH", None)


async def test_customers_see_what_is_public_and_ready_and_what_they_sent(
    asker: Asker, app: Pool, claim_id: str
) -> None:
    customer = asker.customer_of(await order_of(asker, claim_id))
    public, internal = await uploaded(asker, claim_id), await uploaded(asker, claim_id, visibility="INTERNAL")
    assert await shown(customer, claim_id) == []
    await settled(asker, app, internal)
    assert await shown(customer, claim_id) == []
    await settled(asker, app, public)
    assert [one["id"] for one in await shown(customer, claim_id)] == [public]
    assert [one["id"] for one in await shown(asker, claim_id)] == [public, internal]
    assert await customer.get("query($id: ID!) { node(id: $id) { id } }", id=internal) == {"node": None}
    assert await customer.codes(INTERNAL, id=claim_id) != []
    assert await asker.codes(INTERNAL, id=claim_id) == []


async def test_nobody_reaches_another_shops_files_or_another_orders(
    asker: Asker, stranger: Asker, app: Pool, claim_id: str
) -> None:
    evidence_id = await uploaded(asker, claim_id)
    await settled(asker, app, evidence_id)
    other = asker.customer_of((await an_order(asker))["id"])
    for one in (stranger, other):
        assert await one.get("query($id: ID!) { node(id: $id) { id } }", id=evidence_id) == {"node": None}
        assert await one.refusal("evidenceUploadCreate", **told(claim_id)) == [("NOT_FOUND", "claimId")]
        adding = {"idempotencyKey": a_key(), "claimId": claim_id, "evidenceIds": [evidence_id]}
        assert await one.refusal("claimAddEvidence", **adding) == [("NOT_FOUND", "claimId")]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"contentType": "text/html"}, ("TYPE_NOT_ALLOWED", "contentType")),
        ({"contentType": "image/gif"}, ("TYPE_NOT_ALLOWED", "contentType")),
        ({"contentType": ""}, ("TYPE_NOT_ALLOWED", "contentType")),
        ({"size": 0}, ("EMPTY", "size")),
        ({"size": -5}, ("EMPTY", "size")),
        ({"size": 10_485_761}, ("TOO_LARGE", "size")),
        ({"fileName": " "}, ("INVALID", "fileName")),
        ({"fileName": "x" * 256}, ("TOO_LONG", "fileName")),
        ({"fileName": "\0.jpg"}, ("INVALID", "fileName")),
        ({"claimId": "clm_nothing"}, ("NOT_FOUND", "claimId")),
    ],
)
async def test_what_cannot_be_right_is_refused_before_it_is_uploaded(
    asker: Asker, claim_id: str, changes: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert await asker.refusal("evidenceUploadCreate", **told(claim_id, **changes)) == [refused]


async def test_a_customer_cannot_hide_a_file_from_themselves(asker: Asker, claim_id: str) -> None:
    customer = asker.customer_of(await order_of(asker, claim_id))
    refused = await customer.refusal("evidenceUploadCreate", **told(claim_id, visibility="INTERNAL"))
    assert refused == [("INVALID", "visibility")]


async def test_a_claim_has_room_for_so_many_files(asker: Asker, claim_id: str) -> None:
    most = asker.process.settings.evidence_per_claim
    for _ in range(most):
        await asker.change("evidenceUploadCreate", **told(claim_id))
    assert await asker.refusal("evidenceUploadCreate", **told(claim_id)) == [("TOO_MANY_FILES", "claimId")]


async def test_the_same_key_is_the_same_file_with_a_fresh_place(asker: Asker, claim_id: str) -> None:
    values = told(claim_id)
    first = await asker.change("evidenceUploadCreate", **values)
    second = await asker.change("evidenceUploadCreate", **values)
    assert first["evidence"] == second["evidence"]
    assert await asker.refusal("evidenceUploadCreate", **(values | {"size": 7})) == [
        ("IDEMPOTENCY_MISMATCH", "idempotencyKey")
    ]
    assert asker.caller is not None
    place = upload_key(asker.caller.storefront_id, first["evidence"]["id"])
    await asker.process.storage.put(place, b"x", "image/jpeg")
    adding = {"idempotencyKey": a_key(), "claimId": claim_id, "evidenceIds": [first["evidence"]["id"]]}
    await asker.change("claimAddEvidence", **adding)
    assert (await asker.change("evidenceUploadCreate", **values))["upload"] is None
    await asker.process.storage.delete(place)
    assert (await asker.change("claimAddEvidence", **adding))["claim"]["id"] == claim_id


async def test_only_what_was_uploaded_for_this_claim_can_be_added(asker: Asker, claim_id: str) -> None:
    made = await asker.change("evidenceUploadCreate", **told(claim_id))
    ids = [made["evidence"]["id"], "evd_nothing"]
    adding = {"idempotencyKey": a_key(), "claimId": claim_id}
    assert await asker.refusal("claimAddEvidence", **adding, evidenceIds=ids) == [
        ("NOT_UPLOADED", "evidenceIds.0"),
        ("NOT_FOUND", "evidenceIds.1"),
    ]
    assert await asker.refusal("claimAddEvidence", **adding, evidenceIds=[]) == [("INVALID", "evidenceIds")]
    customer = asker.customer_of(await order_of(asker, claim_id))
    assert await customer.refusal("claimAddEvidence", **adding, evidenceIds=ids[:1]) == [("NOT_FOUND", "evidenceIds.0")]


async def test_while_storage_is_away_nothing_is_added_and_the_same_may_be_sent_again(
    asker: Asker, claim_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await asker.change("evidenceUploadCreate", **told(claim_id))
    (tmp_path / "wall").write_text("in the way")
    adding = {"idempotencyKey": a_key(), "claimId": claim_id, "evidenceIds": [made["evidence"]["id"]]}
    text = (
        "mutation($input: ClaimAddEvidenceInput!) { claimAddEvidence(input: $input) { claim { id } "
        "userErrors { code } } }"
    )
    with monkeypatch.context() as away:
        away.setattr(asker.process.storage, "_open", open_storage((tmp_path / "wall" / "files").as_uri())._open)
        away.setattr(asker.process.storage, "_opened", None)
        assert await asker.codes(text, input=adding) == ["SERVICE_UNAVAILABLE"]
    assert asker.caller is not None
    await asker.process.storage.put(upload_key(asker.caller.storefront_id, made["evidence"]["id"]), b"x", "image/jpeg")
    assert (await asker.change("claimAddEvidence", **adding))["claim"]["id"] == claim_id


async def test_in_a_cloud_the_file_is_put_to_the_cloud(
    asker: Asker, claim_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = open_storage("s3://bucket/shop", "region=eu-west-1, access_key_id=AK, secret_access_key=secret")
    for name in ("scheme", "_open", "_opened"):
        monkeypatch.setattr(asker.process.storage, name, getattr(cloud, name))
    made = await asker.change("evidenceUploadCreate", **told(claim_id))
    assert made["upload"]["url"].startswith("https://s3.eu-west-1.amazonaws.com/bucket/shop/uploads/")
