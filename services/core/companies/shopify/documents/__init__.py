"""Every document that is sent to Shopify, one file each; `load` is how they are read."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent

NAMES = tuple(sorted(path.stem for path in _HERE.glob("*.graphql")))
"""All documents, by the names of their files."""


@cache
def load(name: str) -> str:
    """The text of one document."""
    return (_HERE / f"{name}.graphql").read_text(encoding="utf-8")
