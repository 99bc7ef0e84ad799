"""Parcels of one account that are due together, asked for in one call where the company takes several."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from services.core.outside import is_about_account
from services.core.ports import Carrier, ChecksMany, Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Tracking
from services.worker.together import Together


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One parcel that somebody waits for; `whose` is what its task writes beside each line of the log."""

    carrier: Carrier
    credentials: Credentials
    parcel: Parcel
    whose: Mapping[str, Any] = field(default_factory=get_contextvars)


class Checks:
    """All checks of one process. One parcel alone never waits for another."""

    def __init__(self) -> None:
        self._accounts: dict[tuple[str, str], Together[_Asked, Tracking | BaseException]] = {}

    async def ask(self, carrier: Carrier, credentials: Credentials, parcel: Parcel) -> Tracking:
        """`Carrier.check`, together with whatever else is asked for in this account. Raises as that."""
        if not isinstance(carrier, ChecksMany):
            return await carrier.check(credentials, parcel)
        account = (carrier.name, credentials.account_id)
        together = self._accounts.get(account)
        if together is None:
            together = self._accounts[account] = Together(_check, most=carrier.most_parcels)
        try:
            told = await together.ask(_Asked(carrier, credentials, parcel))
        finally:
            if together.idle:
                self._accounts.pop(account, None)
        assert told is not None, "every parcel that was asked for has an answer"
        if isinstance(told, BaseException):
            raise told
        return told


async def _check(asked: list[_Asked]) -> dict[_Asked, Tracking | BaseException]:
    """Answers or failures for all; what is wrong with the account, or with the company, is raised for all at once."""
    carrier, credentials = asked[-1].carrier, asked[-1].credentials
    if len(asked) == 1 or not isinstance(carrier, ChecksMany):
        return await _each(asked)
    clear_contextvars()  # it is the call of them all
    parcels = list(dict.fromkeys(one.parcel for one in asked))
    try:
        told = await carrier.check_many(credentials, parcels)
    except Rejected as no:
        if is_about_account(no):
            raise
        told = {}
    except Unintelligible:
        told = {}
    known: dict[_Asked, Tracking | BaseException] = {one: told[one.parcel] for one in asked if one.parcel in told}
    return known | await _each([one for one in asked if one not in known])


async def _each(asked: Sequence[_Asked]) -> dict[_Asked, Tracking | BaseException]:
    return dict(zip(asked, await asyncio.gather(*map(_alone, asked), return_exceptions=True), strict=True))


async def _alone(one: _Asked) -> Tracking:
    clear_contextvars()
    bind_contextvars(**one.whose)
    return await one.carrier.check(one.credentials, one.parcel)
