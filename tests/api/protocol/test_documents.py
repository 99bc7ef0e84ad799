"""Persisted documents: named in three dialects, made known by clients or by the operator."""

import json
from typing import Any

import httpx
import pytest

from services.api.protocol.documents import LONGEST_REGISTERED, MOST_REGISTERED, read_documents
from services.api.protocol.requests import Operation
from services.core import persisted_documents
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.persisted_documents import Document, hash_text
from services.core.storefronts import repository
from tests.api.nouns.asking import OPERATIONS, document
from tests.api.serving import Api
from tests.builders import ORIGIN, Shop, an_order, as_owner

HELLO = "query Hello($name: String!) { hello(name: $name) }"
HASH = hash_text(HELLO)
NEWER = {"Accept": "application/graphql-response+json"}
IDA = {"name": "Ida"}


def named(name: str) -> list[dict[str, Any]]:
    """A request by the document's name, in every dialect."""
    return [
        {"documentId": f"sha256:{name}"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": name}}},
        {"doc_id": name},
    ]


class Asking:
    """A client with a key."""

    def __init__(self, api: Api, key: str) -> None:
        self._api, self._headers = api, {"Authorization": f"Bearer {key}"}

    async def post(self, headers: dict[str, str] | None = None, **members: object) -> httpx.Response:
        return await self._api.client.post("/graphql", json=members, headers=self._headers | (headers or {}))

    async def get(self, headers: dict[str, str] | None = None, **members: object) -> httpx.Response:
        told = {name: one if isinstance(one, str) else json.dumps(one) for name, one in members.items()}
        return await self._api.client.get("/graphql", params=told, headers=self._headers | (headers or {}))


@pytest.fixture
def client(probe: Api, shop: Shop) -> Asking:
    return Asking(probe, shop.key)


async def keep(app: Pool, shop: Shop, *texts: str) -> None:
    async with app.write(shop.id) as tx:
        await persisted_documents.add(tx, [Document(hash_text(text), text) for text in texts], system_clock())


async def trust_only_documents(database: str, shop: Shop) -> None:
    async with as_owner(database) as owner:
        assert await repository.trust_documents_only(owner, shop.id, only=True, now=system_clock())


def code(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    assert "data" not in answer.json()
    return str(error["extensions"]["code"])


async def test_a_document_is_found_by_its_name_in_every_dialect(client: Asking, app: Pool, shop: Shop) -> None:
    await keep(app, shop, HELLO)
    for members in named(HASH):
        for answer in (await client.post(variables=IDA, **members), await client.get(variables=IDA, **members)):
            assert answer.json() == {"data": {"hello": "Hello, Ida"}}, members


async def test_an_unknown_document_is_told_in_apollos_words(client: Asking, app: Pool, other_shop: Shop) -> None:
    await keep(app, other_shop, HELLO)
    for members in named(HASH):
        answer = await client.post(**members)
        assert (answer.status_code, code(answer)) == (200, "PERSISTED_QUERY_NOT_FOUND")
        assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"
        answer = await client.get(NEWER, **members)
        assert (answer.status_code, code(answer)) == (404, "PERSISTED_QUERY_NOT_FOUND")


async def test_a_client_makes_a_document_known_by_sending_both(probe: Api, client: Asking, other_shop: Shop) -> None:
    for members in named(HASH):
        assert (await client.post(query=HELLO, variables=IDA, **members)).json()["data"] == {"hello": "Hello, Ida"}
        assert (await client.get(variables=IDA, **members)).json()["data"] == {"hello": "Hello, Ida"}
    assert code(await Asking(probe, other_shop.key).post(documentId=HASH)) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_hash_of_another_text_is_refused_and_not_kept(client: Asking) -> None:
    for members in named(HASH):
        assert code(await client.post(query="{ hello }", **members)) == "BAD_USER_INPUT"
        assert code(await client.post(**members)) == "PERSISTED_QUERY_NOT_FOUND"


async def test_what_names_no_document_is_a_bad_request(client: Asking) -> None:
    refused: list[dict[str, Any]] = [
        {"documentId": "x"},
        {"documentId": f"md5:{HASH}"},
        {"doc_id": HASH.upper()},
        {"doc_id": "../" + HASH},
        {"documentId": HASH, "doc_id": hash_text("x")},
        {"documentId": 7},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": HASH}}},
        {"extensions": {"persistedQuery": {"version": 1}}},
        {"extensions": {"persistedQuery": "x"}},
        {"extensions": {"persistedQuery": None}},
    ]
    for members in refused:
        answer = await client.post(**members)
        assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST"), members


async def test_what_clients_make_known_is_bounded(probe: Api, client: Asking, shop: Shop, other_shop: Shop) -> None:
    registered, neighbor = probe.process.documents._registered, Asking(probe, other_shop.key)
    await neighbor.post(query=HELLO, documentId=HASH, variables=IDA)
    _, storefront = await probe.process.callers.identify(f"Bearer {shop.key}", None, None)
    for number in range(MOST_REGISTERED + 5):
        text = f"{{ a{number}: hello }}"
        await probe.process.documents.find(storefront, Operation(text, hash_text(text)))
    assert {one: len(texts) for one, texts in registered.items()} == {
        other_shop.id: 1,
        shop.id: MOST_REGISTERED - 1,
    }
    assert "data" in (await neighbor.post(documentId=HASH, variables=IDA)).json(), "nobody is pushed out by another"
    assert code(await client.post(documentId=hash_text("{ a0: hello }"))) == "PERSISTED_QUERY_NOT_FOUND"
    long = HELLO + " " * LONGEST_REGISTERED
    assert "data" in (await client.post(query=long, variables=IDA, documentId=hash_text(long))).json()
    assert code(await client.post(documentId=hash_text(long))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_storefront_may_take_its_own_documents_and_no_other(
    client: Asking, app: Pool, database: str, shop: Shop
) -> None:
    await keep(app, shop, HELLO)
    await trust_only_documents(database, shop)
    assert (await client.post(documentId=HASH, variables=IDA)).json()["data"] == {"hello": "Hello, Ida"}
    assert (await client.post(query=HELLO, variables=IDA)).json()["data"] == {"hello": "Hello, Ida"}
    refused: list[dict[str, Any]] = [
        {"query": "{ hello }"},
        {"query": "{ hello }", "documentId": hash_text("{ hello }")},
        {"documentId": hash_text("{ hello }")},
        {"query": HELLO + " "},
    ]
    for members in refused:
        answer = await client.post(**members)
        assert (answer.status_code, code(answer)) == (200, "DOCUMENT_NOT_TRUSTED"), members
        answer = await client.post(NEWER, **members)
        assert (answer.status_code, code(answer)) == (403, "DOCUMENT_NOT_TRUSTED"), members


async def test_by_get_such_a_storefront_takes_names_alone(client: Asking, app: Pool, database: str, shop: Shop) -> None:
    await keep(app, shop, HELLO)
    await trust_only_documents(database, shop)
    assert (await client.get(documentId=HASH, variables=IDA)).json()["data"] == {"hello": "Hello, Ida"}
    answer = await client.get(query=HELLO, variables=IDA)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_persisted_answer_may_be_kept_by_who_asked_and_is_asked_for_again(
    client: Asking, app: Pool, shop: Shop
) -> None:
    await keep(app, shop, HELLO, "{ boom }")
    answer = await client.get(documentId=HASH, variables=IDA)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert set(answer.headers["vary"].split(", ")) == {"Accept", "Authorization", "Makegood-Storefront", "Origin"}
    tag = answer.headers["etag"]
    for known in (tag, f'"x", W/{tag}'):
        again = await client.get({"If-None-Match": known}, documentId=HASH, variables=IDA)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for changed in (
        await client.get({"If-None-Match": tag}, documentId=HASH, variables={"name": "Bo"}),
        await client.get({"If-None-Match": tag} | NEWER, documentId=HASH, variables=IDA),
    ):
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag


async def test_no_other_answer_is_kept_anywhere(client: Asking, app: Pool, shop: Shop) -> None:
    await keep(app, shop, "{ boom }")
    for answer in (
        await client.post(query="{ hello }"),
        await client.get(query="{ hello }"),
        await client.get(documentId=hash_text("{ boom }")),
        await client.get(documentId=HASH),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


async def test_a_mutation_is_not_run_by_get_under_a_name_either(client: Asking, app: Pool, shop: Shop) -> None:
    await keep(app, shop, "mutation { touch }")
    answer = await client.get(documentId=hash_text("mutation { touch }"))
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_streams_and_sockets_take_names_too(probe: Api, app: Pool, shop: Shop) -> None:
    count = "subscription { count(to: 1) }"
    await keep(app, shop, count)
    headers = {"Authorization": f"Bearer {shop.key}", "Accept": "text/event-stream"}
    async with probe.socket(shop.key) as socket:
        for members in named(hash_text(count)):
            answer = await probe.client.post("/graphql", json=members, headers=headers)
            assert answer.text.startswith(': open\n\nevent: next\ndata: {"data":{"count":1}}\n\n')
            await socket.send({"id": "1", "type": "subscribe", "payload": members})
            assert (await socket.receive())["payload"] == {"data": {"count": 1}}
            assert (await socket.receive())["type"] == "complete"
        await socket.send({"id": "1", "type": "subscribe", "payload": named(HASH)[0]})
        message = await socket.receive()
        assert (message["type"], message["payload"][0]["message"]) == ("error", "PersistedQueryNotFound")


async def test_what_is_found_is_remembered_while_the_database_is_away(
    probe: Api, client: Asking, app: Pool, shop: Shop
) -> None:
    await keep(app, shop, HELLO)
    await client.post(documentId=HASH, variables=IDA)
    await probe.process.app.close()
    assert (await client.post(documentId=HASH, variables=IDA)).json()["data"] == {"hello": "Hello, Ida"}
    answer = await client.post(documentId=hash_text("x"))
    assert (answer.status_code, code(answer)) == (503, "SERVICE_UNAVAILABLE")


async def test_the_products_own_documents_are_known_to_a_storefront_that_trusts_only_its_own(
    api: Api, app: Pool, database: str, shop: Shop
) -> None:
    await trust_only_documents(database, shop)
    client, name = Asking(api, shop.key), hash_text(document("order"))
    order = {"id": await an_order(app, shop)}
    async with api.socket(shop.key) as socket:
        for members in named(name):
            for answer in (await client.post(variables=order, **members), await client.get(variables=order, **members)):
                assert answer.json()["data"]["order"]["id"] == order["id"]
            streamed = await client.post({"Accept": "text/event-stream"}, variables=order, **members)
            assert streamed.text.startswith(": open\n\nevent: next\ndata: ")
            assert order["id"] in streamed.text
            await socket.send({"id": "1", "type": "subscribe", "payload": members | {"variables": order}})
            assert (await socket.receive())["payload"]["data"]["order"]["id"] == order["id"]
            assert (await socket.receive())["type"] == "complete"


async def test_the_products_own_documents_open_nothing_that_the_caller_may_not(api: Api, shop: Shop) -> None:
    visitor = Asking(api, shop.publishable_key)
    answer = await visitor.post({"Origin": ORIGIN}, documentId=hash_text(document("claims")))
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["FORBIDDEN"]
    assert answer.json()["data"] is None


async def test_the_products_own_documents_are_all_there_without_a_database_and_take_nobodys_place(
    probe: Api, shop: Shop
) -> None:
    _, storefront = await probe.process.callers.identify(f"Bearer {shop.key}", None, None)
    documents = probe.process.documents
    await probe.process.app.close()
    texts = [file.read_text() for file in OPERATIONS.glob("*.graphql")]
    assert len(texts) == len(read_documents()) > 0
    for text in texts:
        assert await documents.find(storefront, Operation(text, hash_text(text))) == text
        assert await documents.find(storefront, Operation(None, hash_text(text))) == text
    assert not documents._registered
