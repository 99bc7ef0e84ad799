"""Everything that one sandbox holds."""

import asyncio
from datetime import UTC, datetime

from services.sandbox.calls import Calls
from services.sandbox.carriers import Make, found
from services.sandbox.company import Company
from services.sandbox.deliveries import Deliveries
from services.sandbox.easypost.company import EasyPost
from services.sandbox.faults import Faults
from services.sandbox.generic.company import Generic
from services.sandbox.mail.mailbox import Mailbox
from services.sandbox.parcels import Clock, Parcels
from services.sandbox.replay import Replay
from services.sandbox.settings import Settings
from services.sandbox.shopify.app import App
from services.sandbox.shopify.company import Shopify


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


class Box:
    """One sandbox. `closing` is set when the server begins to stop."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.closing = asyncio.Event()
        self.calls = Calls()
        self.faults = Faults()
        self.replay = Replay(settings.replay)
        self.parcels = Parcels(settings.step, clock)
        self.deliveries = Deliveries(settings.speed)
        app = App(settings.shopify_client_id, settings.shopify_client_secret)
        self.shopify = Shopify(app, settings.shopify_access_token, self.deliveries, clock)
        self.easypost = EasyPost(self.parcels, self.deliveries, clock)
        makers: list[Make] = [Generic, *found()]
        others = [make(self.parcels, self.deliveries, clock) for make in makers]
        self.companies: list[Company] = [self.easypost, *others, self.shopify]
        for company in self.companies:
            self.parcels.scripts.update(company.scripts)
        self.mailbox = Mailbox()

    def forget(self) -> None:
        """Be as new: no parcels, registrations, faults, calls, webhooks and mails."""
        self.parcels.forget()
        self.mailbox.forget()
        self.deliveries.forget()
        self.faults.withdraw()
        self.calls.forget()
        for company in self.companies:
            company.forget()

    async def close(self) -> None:
        """Stop timers and sending."""
        self.parcels.forget()
        await self.deliveries.close()
