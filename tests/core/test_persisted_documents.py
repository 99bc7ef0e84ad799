"""Manifests of persisted documents, and what is kept of them."""

import json

import pytest

from services.core import persisted_documents
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.persisted_documents import LONGEST_TEXT, MOST_DOCUMENTS, Document, hash_text, read_manifest
from services.core.refusal import Refused
from tests.builders import Shop

A, B = "query A { storefront { id } }", "query Æ { storefront { name } }"
DOCUMENTS = [Document(hash_text(A), A), Document(hash_text(B), B)]
OPERATIONS = [{"id": hash_text(text), "name": "A", "type": "query", "body": text} for text in (A, B)]
APOLLO = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": OPERATIONS}


def test_a_hash_is_that_of_the_text_in_utf_8() -> None:
    assert hash_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert hash_text("æ") == "889be819e24eaa58cd98ff071bc5aa9d9d6b3fea8d62c6cd43778c7370d2bf60"


@pytest.mark.parametrize(
    "manifest",
    [
        {f"sha256:{hash_text(text)}": text for text in (A, B)},
        {hash_text(text): text for text in (A, B)},
        APOLLO,
    ],
    ids=["graphql-codegen", "relay", "apollo"],
)
def test_the_manifests_of_three_makers_say_the_same(manifest: object) -> None:
    assert read_manifest(json.dumps(manifest).encode()) == DOCUMENTS


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"x": 1}',
        json.dumps({hash_text(A): B}).encode(),
        json.dumps({f"md5:{hash_text(A)}": A}).encode(),
        json.dumps({hash_text(A).upper(): A}).encode(),
        json.dumps({hash_text(""): ""}).encode(),
        json.dumps({hash_text("x" * (LONGEST_TEXT + 1)): "x" * (LONGEST_TEXT + 1)}).encode(),
        json.dumps({hash_text(str(n)): str(n) for n in range(MOST_DOCUMENTS + 1)}).encode(),
        json.dumps(APOLLO | {"version": 2}).encode(),
        json.dumps(APOLLO | {"operations": [{"id": hash_text(A)}]}).encode(),
        json.dumps(APOLLO | {"operations": [{"id": hash_text(A), "body": B}]}).encode(),
    ],
)
def test_a_manifest_that_is_wrong_anywhere_is_refused_as_a_whole(manifest: bytes) -> None:
    with pytest.raises(Refused, match="INVALID"):
        read_manifest(manifest)


async def test_documents_are_kept_once_and_each_storefront_has_its_own(app: Pool, shop: Shop, other_shop: Shop) -> None:
    for _ in range(2):
        async with app.write(shop.id) as tx:
            await persisted_documents.add(tx, DOCUMENTS, system_clock())
    async with app.read(shop.id) as db:
        assert [await persisted_documents.find(db, one.hash) for one in DOCUMENTS] == [A, B]
        assert {row["hash"] for row in await persisted_documents.newest(db, 10)} == {one.hash for one in DOCUMENTS}
    async with app.read(other_shop.id) as db:
        assert await persisted_documents.find(db, DOCUMENTS[0].hash) is None
        assert await persisted_documents.newest(db, 10) == []
    async with app.write(other_shop.id) as tx:
        assert not await persisted_documents.remove(tx, DOCUMENTS[0].hash)
    async with app.write(shop.id) as tx:
        assert await persisted_documents.remove(tx, DOCUMENTS[0].hash)
        assert await persisted_documents.find(tx, DOCUMENTS[0].hash) is None


async def test_the_database_keeps_no_text_under_a_wrong_hash(app: Pool, shop: Shop) -> None:
    with pytest.raises(Exception, match="persisted_documents_check"):
        async with app.write(shop.id) as tx:
            await persisted_documents.add(tx, [Document(hash_text(A), B)], system_clock())
