"""How we speak to any company outside: deadline, body cap, retries, breaker and budgets, the same for all."""

from services.core.outside.addresses import check_url
from services.core.outside.call import DEADLINE
from services.core.outside.client import Company, Outside
from services.core.outside.exchange import BODY_CAP, Request
from services.core.outside.limits import Limits

__all__ = ["BODY_CAP", "DEADLINE", "Company", "Limits", "Outside", "Request", "check_url"]
