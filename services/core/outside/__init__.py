"""How we speak to any company outside: deadline, body cap, retries, breaker and budgets, the same for all."""

from services.core.outside.addresses import check_url
from services.core.outside.asking import is_about_account, of_parcel
from services.core.outside.call import DEADLINE, Spent
from services.core.outside.client import Company, Outside
from services.core.outside.exchange import BODY_CAP, Request
from services.core.outside.limits import Limits
from services.core.outside.shared import Shared
from services.core.outside.tokens import Token, Tokens, borrow, read_token
from services.core.outside.vocabulary import UNKNOWN, Meaning, Vocabulary

__all__ = [
    "BODY_CAP",
    "DEADLINE",
    "UNKNOWN",
    "Company",
    "Limits",
    "Meaning",
    "Outside",
    "Request",
    "Shared",
    "Spent",
    "Token",
    "Tokens",
    "Vocabulary",
    "borrow",
    "check_url",
    "is_about_account",
    "of_parcel",
    "read_token",
]
