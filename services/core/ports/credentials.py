"""What logs in at a company."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credentials:
    """How one storefront's account at a company is used. `secret` values never leave this object for a log."""

    account_id: str
    values: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Credentials({self.account_id!r})"
