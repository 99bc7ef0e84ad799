"""The demo's shops as their own server knows them: the keys that `make run` writes down."""

from pathlib import Path

import msgspec


class Storefront(msgspec.Struct, frozen=True, rename="camel"):
    """One shop: its domain at Shopify, and its keys at Makegood, of which the secret one never leaves this server."""

    name: str
    shop: str
    secret_key: str
    publishable_key: str

    def __repr__(self) -> str:
        return f"Storefront({self.name!r})"


class Storefronts:
    """What stands in a file of one JSON object a line; read anew each time, as it may come after us."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def all(self) -> list[Storefront]:
        """All of them; none while the file is not there or cannot be read."""
        try:
            lines = self._file.read_bytes().splitlines() if self._file else []
            return [msgspec.json.decode(line, type=Storefront) for line in lines]
        except (OSError, msgspec.MsgspecError):
            return []

    def find(self, shop: str) -> Storefront | None:
        """The one with this shop."""
        return next((one for one in self.all() if one.shop == shop), None)
