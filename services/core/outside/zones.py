"""Which time a clock on a wall shows in the United States, where carriers write local times without an offset."""

from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")

# The zone that most of a state keeps: https://www.nist.gov/pml/time-and-frequency-division/local-time-faqs; of states
# with two, some counties are an hour off.
STATES = {
    state: ZoneInfo(zone)
    for zone, states in {
        "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
        "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
        "America/Denver": "CO ID MT NM UT WY",
        "America/Phoenix": "AZ",
        "America/Los_Angeles": "CA NV OR WA",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
        "America/Puerto_Rico": "PR VI",
        "Pacific/Guam": "GU MP",
        "Pacific/Pago_Pago": "AS",
    }.items()
    for state in states.split()
}


def of_state(state: str, otherwise: ZoneInfo = EASTERN) -> ZoneInfo:
    """The zone of a state by its two letters.

    Where there are none it is the earliest zone of the mainland, so that nothing is dated later than it happened there.
    """
    return STATES.get(state.strip().upper(), otherwise)
