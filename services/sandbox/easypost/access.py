"""Who calls EasyPost: the API key of HTTP Basic authentication, and the account behind it."""

import hashlib
from dataclasses import dataclass

from starlette.requests import Request

from services.sandbox.basic import login_of
from services.sandbox.easypost import errors

TEST, PRODUCTION = "EZTK", "EZAK"
INACTIVE = "_inactive"


@dataclass(frozen=True, slots=True)
class Account:
    """The owner of a key; what one key registered no other key sees."""

    key: str
    mode: str
    user_id: str


def key_of(request: Request) -> str | None:
    """The key that a request carries, good or not."""
    user, _ = login_of(request) or ("", "")
    return user or None


def account_of(request: Request) -> Account:
    """The account that a request acts for. Raises `errors.Refusal`."""
    return account_with(key_of(request))


def account_with(key: str | None) -> Account:
    """The account behind a key. Raises `errors.Refusal`."""
    if key is None or not key.startswith((TEST, PRODUCTION)):
        raise errors.unauthorized()
    if key.endswith(INACTIVE):
        raise errors.inactive()
    mode = "test" if key.startswith(TEST) else "production"
    return Account(key, mode, "user_" + hashlib.sha256(key.encode()).hexdigest()[:32])
