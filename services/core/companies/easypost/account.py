"""How an account at EasyPost is called."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from services.core.companies.easypost.wire import rejection
from services.core.outside import Outside, Request
from services.core.ports import Credentials, Unintelligible

T = TypeVar("T")

MOST_PAGES = 20
"""Of a list that is searched."""

SHORTEST_ROUTED = 10
"""Characters of a number that stands behind another's routing."""


class Account:
    """EasyPost at an address; what can be done there is in the classes made of this."""

    name: ClassVar[str] = "easypost"

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection, request_id_header="x-ep-request-uuid")

    async def _call(self, credentials: Credentials, request: Request, read: Callable[[bytes], T]) -> T:
        return await self._api.call(credentials.account_id, request, read, auth=(credentials.require("api_key"), ""))

    async def _search(
        self,
        credentials: Credentials,
        page: Callable[[str | None], Request],
        read: Callable[[bytes], tuple[list[T], str | None]],
        fits: Callable[[T], bool],
    ) -> T | None:
        """The newest of a list that fits, or nothing. Raises `Unintelligible` where the list has no end."""
        before: str | None = None
        for _ in range(MOST_PAGES):
            found, before = await self._call(credentials, page(before), read)
            fitting = next(filter(fits, found), None)
            if fitting is not None or before is None:
                return fitting
        raise Unintelligible(f"easypost: Nothing was found in {MOST_PAGES} pages, and there are more.")


def same(asked: str, answered: str) -> bool:
    """Whether two spellings are one number: carriers drop spaces, case, and USPS the routing in front."""
    ours, theirs = (
        "".join(character for character in code if character.isalnum()).upper() for code in (asked, answered)
    )
    # a short number may end a long one by chance
    routed = min(len(ours), len(theirs)) >= SHORTEST_ROUTED and (ours.endswith(theirs) or theirs.endswith(ours))
    return bool(theirs) and (ours == theirs or routed)
