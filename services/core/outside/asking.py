"""What is wrong with one parcel, told apart from what is wrong with the account that asks for it."""

from collections.abc import Awaitable

from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import Tracking

NOT_LET_IN = frozenset({401, 402, 403})
OURS = frozenset({"CREDENTIALS_INCOMPLETE", "UNSENDABLE"})


def is_about_account(no: Rejected) -> bool:
    """Whether they, or we, do not let the account in; any other no is to what was asked."""
    return no.status in NOT_LET_IN or no.code in OURS


async def of_parcel(asking: Awaitable[Tracking]) -> Tracking:
    """What a company said of one parcel; a no to it, and an answer that cannot be read, are its `trouble`.

    Raises:
        Unavailable: they could not answer.
        Rejected: the account is not let in.
    """
    try:
        return await asking
    except Rejected as no:
        if is_about_account(no):
            raise
        return Tracking((), trouble=no.code[:100])
    except Unintelligible:
        return Tracking((), trouble="UNINTELLIGIBLE")
