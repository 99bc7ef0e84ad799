"""FedEx's moments: most with an offset, some without, and some as a day alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.core.outside.reading import instant, record, records, text
from services.core.outside.zones import of_state

Json = dict[str, object]

MEMPHIS = ZoneInfo("America/Chicago")
"""Where FedEx keeps its books; dates without a place are of there."""


def read_time(value: object, place: object = None) -> datetime | None:
    """A moment; one without offset is local time at the place, which is known of the United States alone."""
    address = record(place)
    state = text(address.get("stateOrProvinceCode"), 2) if address.get("countryCode") == "US" else ""
    return instant(value, of_state(state, MEMPHIS))


def dates(result: Json) -> dict[str, object]:
    """A result's `dateAndTimes` by their type."""
    return {text(date.get("type"), 50): date.get("dateTime") for date in records(result.get("dateAndTimes"))}


def ship_date(result: Json) -> datetime | None:
    """When FedEx says that a parcel was sent, or when it got it."""
    told = dates(result)
    return next(filter(None, (read_time(told.get(name)) for name in ("SHIP", "ACTUAL_TENDER", "ACTUAL_PICKUP"))), None)


def estimate(result: Json) -> datetime | None:
    """The end of the time in which FedEx means to deliver; where it names none, of what the service promises."""
    windows = (
        record(record(result.get(name)).get("window"))
        for name in ("estimatedDeliveryTimeWindow", "standardTransitTimeWindow")
    )
    estimated, standard = (window.get("ends") or window.get("begins") for window in windows)
    place = record(record(record(result.get("destinationLocation")).get("locationContactAndAddress")).get("address"))
    told = (estimated, dates(result).get("ESTIMATED_DELIVERY"), standard)
    return next(filter(None, (read_time(value, place) for value in told)), None)
