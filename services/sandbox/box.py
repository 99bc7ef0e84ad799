"""Everything that one sandbox holds; the only list of companies."""

import asyncio
from datetime import UTC, datetime

from services.sandbox.calls import Calls
from services.sandbox.company import Company
from services.sandbox.deliveries import Deliveries
from services.sandbox.easypost.company import EasyPost
from services.sandbox.faults import Faults
from services.sandbox.generic.company import Generic
from services.sandbox.parcels import Clock, Parcels
from services.sandbox.settings import Settings

COMPANIES = (EasyPost, Generic)


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


class Box:
    """One sandbox. `closing` is set when the server begins to stop."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        scripts = {code: journey for company in COMPANIES for code, journey in company.scripts.items()}
        self.clock = clock
        self.closing = asyncio.Event()
        self.calls = Calls()
        self.faults = Faults()
        self.parcels = Parcels(scripts, settings.step, clock)
        self.deliveries = Deliveries(settings.speed)
        self.companies: list[Company] = [company(self.parcels, self.deliveries, clock) for company in COMPANIES]

    def forget(self) -> None:
        """Be as new: no parcels, registrations, faults, calls and webhooks."""
        self.parcels.forget()
        self.deliveries.forget()
        self.faults.withdraw()
        self.calls.forget()
        for company in self.companies:
            company.forget()

    async def close(self) -> None:
        """Stop timers and sending."""
        self.parcels.forget()
        await self.deliveries.close()
