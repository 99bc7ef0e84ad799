"""The documents that are executed: sent as text, or named by their hash and found where they were made known."""

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from services.api.callers import Recent
from services.api.protocol.errors import BUSY, coded, unavailable
from services.api.protocol.requests import Operation
from services.core import persisted_documents
from services.core.database import Pool
from services.core.persisted_documents import hash_text
from services.core.storefronts.model import Storefront

FOLDER = Path(__file__).resolve().parents[3] / "schema" / "operations"
REMEMBERED_SECONDS = 60.0
MOST_REMEMBERED = 500
MOST_REGISTERED = 500
LONGEST_REGISTERED = 16 * 1024
"""Characters of a text that clients make known by themselves; with the number above this bounds what is kept."""


def read_documents(folder: Path = FOLDER) -> dict[str, str]:
    """The product's own documents, such as those that its widget sends, by their hashes."""
    texts = [file.read_text(encoding="utf-8") for file in folder.glob("*.graphql")]
    return {hash_text(text): text for text in texts}


OWN = read_documents()


class Documents:
    """Finds documents: the product's own, a storefront's, and those that clients made known.

    The last live in this process alone; clients send them again.
    """

    def __init__(self, app: Pool, own: Mapping[str, str] = OWN) -> None:
        self._app, self._own = app, own
        self._stored: Recent[tuple[str, str], str] = Recent(REMEMBERED_SECONDS, MOST_REMEMBERED)
        self._registered: dict[str, OrderedDict[str, str]] = {}

    async def find(self, storefront: Storefront, operation: Operation) -> str:
        """The text to execute.

        Raises:
            GraphQLError: PERSISTED_QUERY_NOT_FOUND, BAD_USER_INPUT for a hash that is not the text's,
                DOCUMENT_NOT_TRUSTED, or SERVICE_UNAVAILABLE while the database is away.
        """
        text, name = operation.text, operation.hash
        if text is not None and name is not None and hash_text(text) != name:
            raise coded("BAD_USER_INPUT", "The hash is not the SHA-256 of the query.")
        if storefront.trusted_documents_only:
            return await self._trusted(storefront.id, text, name)
        if text is not None:
            if name is not None and name not in self._own and len(text) <= LONGEST_REGISTERED:
                self._register(storefront.id, name, text)
            return text
        assert name is not None, "an operation has a text or a hash"
        registered = self._registered.get(storefront.id, OrderedDict())
        found = self._own.get(name) or registered.get(name) or await self._look(storefront.id, name)
        if found is None:
            # in these words Apollo's clients recognize it
            raise coded("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        return found

    async def _trusted(self, storefront_id: str, text: str | None, name: str | None) -> str:
        """A document of the storefront's or the product's; the whole text of one is as good as its name."""
        name = name or hash_text(text or "")
        found = self._own.get(name) or await self._look(storefront_id, name)
        if found is None:
            raise coded("DOCUMENT_NOT_TRUSTED", "The storefront takes only documents that it was told before.")
        return found

    async def _look(self, storefront_id: str, name: str) -> str | None:
        async def look() -> str | None:
            async with self._app.read(storefront_id) as db:
                return await persisted_documents.find(db, name)

        try:
            return await self._stored.get((storefront_id, name), look)
        except BUSY:
            raise unavailable() from None

    def _register(self, storefront_id: str, name: str, text: str) -> None:
        """Keep a text. When there are too many, whoever has most loses one, so that nobody pushes out another's."""
        own = self._registered.setdefault(storefront_id, OrderedDict())
        own[name] = text
        own.move_to_end(name)
        if sum(map(len, self._registered.values())) > MOST_REGISTERED:
            most = max(self._registered, key=lambda one: len(self._registered[one]))
            self._registered[most].popitem(last=False)
            if not self._registered[most]:
                del self._registered[most]
