"""What the sandbox asks of each company that it plays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from services.sandbox.journeys import Journey


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls a company, and about which parcels; what faults are matched against.

    `shop` and `operations` are of calls over GraphQL: whose, the operation's name and its root fields.
    """

    key: str | None = None
    tracking_codes: tuple[str, ...] = ()
    shop: str | None = None
    operations: tuple[str, ...] = ()


class Company(Protocol):
    """One company: its HTTP interface under `root`, and its own codes that play a fixed journey."""

    name: ClassVar[str]
    root: ClassVar[str]
    scripts: ClassVar[Mapping[str, Journey]]

    @property
    def app(self) -> ASGIApp:
        """The HTTP interface."""
        ...

    def read(self, request: Request, body: bytes) -> Caller:
        """Who calls and about what; whatever cannot be read is left out."""
        ...

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """How this company says no with a status, and with these details if they matter.

        `None`: it never answers with that status.
        """
        ...

    def forget(self) -> None:
        """Drop everything that was registered."""
        ...


@runtime_checkable
class Steered(Protocol):
    """A company in which a person or a test can do things by hand, at `/control/<name>`."""

    name: ClassVar[str]
    control: list[Route]
