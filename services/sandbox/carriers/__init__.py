"""The carriers, aggregators and insurers that the sandbox plays: each module or package here has a `COMPANY`."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from services.sandbox.company import Company
from services.sandbox.deliveries import Deliveries
from services.sandbox.parcels import Clock, Parcels

Make = Callable[[Parcels, Deliveries, Clock], Company]


def found() -> list[Make]:
    """All of them, by name."""
    return [import_module(f"{__name__}.{module.name}").COMPANY for module in iter_modules(__path__)]
