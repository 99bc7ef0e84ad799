"""GLS as a `Carrier` that tells of ten parcels at once, and how a token is borrowed there."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from services.core.companies.gls.answers import Json, read, read_parcel, rejection
from services.core.outside import Limits, Outside, Request, Token, Tokens, borrow, of_parcel
from services.core.outside.parcels import same_number
from services.core.ports import Credentials, Parcel, Unintelligible
from services.core.shipments.model import Tracking


class Gls:
    """GLS Group's tracking for one app of its developer portal.

    `credentials.values` holds `client_id`, `client_secret` and, for GLS's sandbox, `mode` = `test`.
    """

    name: ClassVar[str] = "gls"
    base_url: ClassVar[str] = "https://api.gls-group.net"
    test_url: ClassVar[str] = "https://api-sandbox.gls-group.net"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()
    most_parcels: ClassVar[int] = 10
    calls_per_day: ClassVar[int] = 500
    """What GLS allows an app that has not asked for more."""

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection, limits=Limits(per_day=self.calls_per_day))
        self._tokens = Tokens(self._api, self._fetch)
        self._test_url = self.test_url if base_url == self.base_url else base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for the list of event codes. Raises as `ports.Carrier` says."""
        request = self._request(credentials, "/track-and-trace-v1/tracking/events/codes", {})
        await self._tokens.call(credentials, request, lambda _: None)

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> Mapping[Parcel, Tracking]:
        """Read at most `most_parcels`; all are left out where the call as a whole was refused or cannot be read.

        Raises:
            ValueError: more than `most_parcels` parcels.
            Unavailable, Rejected: as `ports.Carrier` says.
        """
        if len(parcels) > self.most_parcels:
            raise ValueError(f"{len(parcels)} parcels are more than the {self.most_parcels} of one call.")
        found: dict[Parcel, Tracking] = {}

        async def ask() -> Tracking:
            found.update(await self._ask(credentials, parcels))
            return Tracking(())

        if parcels:
            await of_parcel(ask())
        return found

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        found = await self._ask(credentials, [parcel])
        if parcel not in found:
            raise Unintelligible("gls: The answer is about another parcel.")
        return found[parcel]

    async def _ask(self, credentials: Credentials, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
        numbers = dict.fromkeys(_number(parcel) for parcel in parcels)
        path = "/track-and-trace-v1/tracking/simple/trackids/{numbers}"
        request = self._request(credentials, path, {"numbers": ",".join(numbers)})
        told = await self._tokens.call(credentials, request, read, headers={"accept-language": "EN"})
        found = ((parcel, _of(parcel, told)) for parcel in parcels)
        return {parcel: read_parcel(answer) for parcel, answer in found if answer is not None}

    async def _fetch(self, credentials: Credentials) -> Token:
        """Borrow a token (RFC 6749, 4.4); they last for four hours."""
        user, password = (credentials.require(name) for name in self.credential_names)
        request = self._request(credentials, "/oauth2/v2/token", {}, {"grant_type": "client_credentials"})
        return await borrow(self._api, credentials, request, auth=(user, password))

    def _request(
        self,
        credentials: Credentials,
        path: str,
        values: Mapping[str, str],
        form: Mapping[str, str] | None = None,
    ) -> Request:
        return Request(
            "GET" if form is None else "POST",
            path,
            values=values,
            form=form,
            idempotent=True,
            base_url=self._test_url if self.is_sandbox(credentials) else "",
        )


def _number(parcel: Parcel) -> str:
    """The number without what would make two of it."""
    return "".join(character for character in parcel.tracking_number if character.isalnum() or character in "_-")


def _of(parcel: Parcel, told: Sequence[Json]) -> Json | None:
    named = ((answer, name) for name in ("requested", "unitno") for answer in told)
    return next((answer for answer, name in named if same_number(parcel.tracking_number, answer.get(name))), None)
