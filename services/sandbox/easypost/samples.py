"""EasyPost's own test tracking codes: parcels that stand still, one in each status."""

from collections.abc import Mapping
from datetime import time

from services.sandbox.journeys import RECIPIENT, Happening, Journey, Place, Step

HOUSTON = Place("HOUSTON", "TX", "77063", country=None)
NORTH_HOUSTON = Place("NORTH HOUSTON", "TX", "77315", country=None)
COLUMBIA = Place("COLUMBIA", "SC", "29201", country=None)
CHARLESTON = Place("CHARLESTON", "SC", "29407", country=None)

_PRE_TRANSIT = (
    Step(30, time(19, 48), Happening.PRE_ADVISED),
    Step(29, time(8, 25), Happening.LABEL_CREATED, HOUSTON),
)
_IN_TRANSIT = (
    *_PRE_TRANSIT,
    Step(29, time(18, 30), Happening.ACCEPTED, NORTH_HOUSTON),
    Step(28, time(20, 6), Happening.ARRIVED, COLUMBIA),
)
_OUT_FOR_DELIVERY = (
    *_IN_TRANSIT,
    Step(28, time(22, 57), Happening.AT_DESTINATION, CHARLESTON),
    Step(27, time(4, 47), Happening.OUT_FOR_DELIVERY, CHARLESTON),
)


def _sample(name: str, *steps: Step) -> Journey:
    return Journey(name, HOUSTON, CHARLESTON, promised=0, steps=steps, shown=len(steps))


CODES: Mapping[str, Journey] = {
    "EZ1000000001": _sample("PRE_TRANSIT", *_PRE_TRANSIT),
    "EZ2000000002": _sample("IN_TRANSIT", *_IN_TRANSIT),
    "EZ3000000003": _sample("OUT_FOR_DELIVERY", *_OUT_FOR_DELIVERY),
    "EZ4000000004": _sample(
        "DELIVERED",
        *_OUT_FOR_DELIVERY,
        Step(27, time(9, 35), Happening.DELIVERED, CHARLESTON, RECIPIENT),
    ),
    "EZ5000000005": _sample(
        "RETURN_TO_SENDER", *_OUT_FOR_DELIVERY, Step(26, time(14, 12), Happening.RETURNING, CHARLESTON)
    ),
    "EZ6000000006": _sample("FAILURE", *_OUT_FOR_DELIVERY, Step(26, time(14, 12), Happening.UNDELIVERABLE, CHARLESTON)),
    "EZ7000000007": _sample("UNKNOWN"),
}
