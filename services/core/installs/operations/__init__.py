"""What is done to get accounts: shops let us in through their owners, carriers through what is told of the account."""

from services.core.installs.operations.carriers import NewCarrierAccount, Wants, connect_carrier, probed, refused
from services.core.installs.operations.shops import (
    TOKEN_KIND,
    Entered,
    authorize,
    begin,
    fail,
    finish,
    keep_tokens,
)

__all__ = [
    "TOKEN_KIND",
    "Entered",
    "NewCarrierAccount",
    "Wants",
    "authorize",
    "begin",
    "connect_carrier",
    "fail",
    "finish",
    "keep_tokens",
    "probed",
    "refused",
]
