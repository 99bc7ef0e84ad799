"""What logs in at a company."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.ports.failures import Rejected


@dataclass(frozen=True, slots=True)
class Credentials:
    """How one storefront's account at a company is used. `secret` values never leave this object for a log.

    `hook_url` is where a carrier may post this account's news to; none while nothing of what it posts could be proved.
    """

    account_id: str
    values: Mapping[str, str]
    hook_url: str | None = None

    @property
    def is_test(self) -> bool:
        """Whether the account says that it is for tests."""
        return self.values.get("mode") == "test"

    def require(self, name: str) -> str:
        """One of the values. Raises `Rejected` as `CREDENTIALS_INCOMPLETE` when it is missing or empty."""
        value = self.values.get(name)
        if not value:
            raise Rejected("CREDENTIALS_INCOMPLETE", f"Account {self.account_id} has no {name}; add it.")
        return value

    def __repr__(self) -> str:
        return f"Credentials({self.account_id!r})"
