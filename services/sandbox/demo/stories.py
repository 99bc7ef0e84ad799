"""The stories that can be bought: what becomes of the parcel."""

from dataclasses import dataclass, replace

from services.sandbox.journeys import (
    CUSTOMS,
    DAMAGED,
    DELIVERED,
    LOST,
    NEIGHBOUR,
    NOT_RECEIVED,
    PARCEL_SHOP,
    PREFIX,
    RETURNED,
    TRANSIT,
    UNSCRIPTED,
    Journey,
)

INSURED = replace(UNSCRIPTED, name="INSURED")
"""Nothing is scanned by itself: the parcel is lost once Makegood knows of the insurance."""
INSURED_DAYS = 38
"""EasyPost calls nothing lost before 30 days."""


@dataclass(frozen=True, slots=True)
class Story:
    """A parcel's journey, in a shopper's words."""

    title: str
    text: str
    journey: Journey

    @property
    def name(self) -> str:
        """What forms call it."""
        return self.journey.name.lower()

    @property
    def insured(self) -> bool:
        """Whether it is insured, and so bought where dollars are paid."""
        return self.journey is INSURED

    @property
    def days(self) -> int:
        """How many days ago it was ordered: the day before its first scan, or so long that the insurer hears of it."""
        return INSURED_DAYS if self.insured else self.journey.steps[0].days_ago + 1

    def code(self, ending: str) -> str:
        """A tracking number that plays the story."""
        return f"{PREFIX}-{self.journey.name}-{ending}"


STORIES = (
    Story("It is on its way", "Nothing is wrong yet. You decide what becomes of it.", TRANSIT),
    Story("It is lost", "The last scan is 20 days old, and there is never another.", LOST),
    Story("It is lost, and was insured", "The US shop asks EasyPost for its money. You decide there, too.", INSURED),
    Story("It was damaged", "The carrier says so itself, before it arrives.", DAMAGED),
    Story("A neighbour has it", "Delivered, and signed for by somebody else.", NEIGHBOUR),
    Story("Delivered, but not received", "The carrier says so; nobody signed, and nothing is there.", NOT_RECEIVED),
    Story("It is late, in customs", "It is held back, and the promised day has come.", CUSTOMS),
    Story("It waits in a parcel shop", "Ready to be picked up, for as long as the shop keeps it.", PARCEL_SHOP),
    Story("It went back", "Two attempts at the door, then back to the sender.", RETURNED),
    Story("It arrived", "Signed for at the door, on the promised day.", DELIVERED),
)


def story(name: str) -> Story | None:
    """The story that a form names."""
    return next((one for one in STORIES if one.name == name), None)
