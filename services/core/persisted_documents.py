"""Documents that a storefront has told us before, found by the hash of their text; and the manifests that tell them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from services.core.database import Db, Tx
from services.core.refusal import refuse

LONGEST_TEXT = 64 * 1024
MOST_DOCUMENTS = 5000
"""Documents in one manifest."""
APOLLO = "apollo-persisted-query-manifest"


class _Operation(msgspec.Struct):
    id: str
    body: str


class _Apollo(msgspec.Struct):
    format: str
    version: int
    operations: list[_Operation]


@dataclass(frozen=True, slots=True)
class Document:
    """The exact text of a document, and its name: the SHA-256 of that text in hex."""

    hash: str
    text: str


def hash_text(text: str) -> str:
    """The name of a document."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(content: bytes) -> list[Document]:
    """The documents in a manifest of graphql-codegen, Relay's compiler or Apollo.

    Raises:
        Refused: it is none of these, or a hash is not that of its text.
    """
    try:
        manifest: Any = msgspec.json.decode(content)
        if isinstance(manifest, dict) and manifest.get("format") == APOLLO:
            apollo = msgspec.convert(manifest, _Apollo)
            if apollo.version != 1:
                raise refuse("INVALID", "Of Apollo's manifests only version 1 is known.")
            named = [(one.id, one.body) for one in apollo.operations]
        else:
            named = list(msgspec.convert(manifest, dict[str, str]).items())
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise refuse("INVALID", "This is no manifest of graphql-codegen, of Relay or of Apollo.") from None
    if len(named) > MOST_DOCUMENTS:
        raise refuse("INVALID", f"A manifest may have up to {MOST_DOCUMENTS} documents.")
    return [_document(name, text) for name, text in named]


def _document(name: str, text: str) -> Document:
    found = Document(hash_text(text), text)
    if name.removeprefix("sha256:") != found.hash:
        raise refuse("INVALID", f"{name[:80]!r} is not the SHA-256 of its document.")
    if not 0 < len(text.encode()) <= LONGEST_TEXT:
        raise refuse("INVALID", f"The document {found.hash} is longer than {LONGEST_TEXT // 1024} KiB, or empty.")
    return found


async def find(db: Db, name: str) -> str | None:
    """The text of the storefront's document with this hash."""
    text: str | None = await db.fetchval(
        "select text from persisted_documents where storefront_id = $1 and hash = $2", db.storefront_id, name
    )
    return text


async def add(tx: Tx, documents: list[Document], now: datetime) -> None:
    """Keep the documents; those that are kept already stay as they are."""
    await tx.executemany(
        """insert into persisted_documents (storefront_id, hash, text, created_at) values ($1, $2, $3, $4)
           on conflict do nothing""",
        [(tx.storefront_id, one.hash, one.text, now) for one in documents],
    )


async def newest(db: Db, limit: int) -> list[dict[str, object]]:
    """The storefront's documents, without their texts."""
    rows = await db.fetch(
        """select hash, left(text, 60) as begins, created_at from persisted_documents where storefront_id = $1
           order by created_at desc, hash limit $2""",
        db.storefront_id, limit,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def remove(tx: Tx, name: str) -> bool:
    """Forget a document; false when there is none with this hash."""
    return bool(
        await tx.execute(
            "delete from persisted_documents where storefront_id = $1 and hash = $2", tx.storefront_id, name
        )
    )
