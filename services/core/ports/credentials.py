"""What logs in at a company."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.ports.failures import Rejected


@dataclass(frozen=True, slots=True)
class Credentials:
    """How one storefront's account at a company is used. `secret` values never leave this object for a log."""

    account_id: str
    values: Mapping[str, str]

    def require(self, name: str) -> str:
        """One of the values. Raises `Rejected` as `CREDENTIALS_INCOMPLETE` when it is missing or empty."""
        value = self.values.get(name)
        if not value:
            raise Rejected("CREDENTIALS_INCOMPLETE", f"Account {self.account_id} has no {name}; add it.")
        return value

    def __repr__(self) -> str:
        return f"Credentials({self.account_id!r})"
