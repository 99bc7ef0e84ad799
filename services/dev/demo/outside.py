"""The outside as the sandbox plays it: the carrier, the shop at the platform, and the mailbox of its customers."""

from typing import Any

import httpx

from services.dev import DevError
from services.dev.demo.pushes import eventually

ANSWER_SECONDS = 10.0


class Sandbox:
    """Everything outside. All its methods raise DevError, in one sentence."""

    def __init__(self, http: httpx.AsyncClient, url: str) -> None:
        self._http, self._url = http, url.rstrip("/")

    async def prove(self) -> None:
        """Make sure that the sandbox is there."""
        await self._ask("GET", "/control/journeys")

    async def silence(self, code: str, seconds: float) -> Any:
        """The parcel, once the script of its journey is at its end."""

        async def look() -> Any:
            parcel = await self._ask("GET", f"/control/parcels/{code}")
            return None if parcel["to_come"] else parcel

        return await eventually(look, "The end of the parcel's journey", seconds)

    async def move(self, code: str, to: str) -> Any:
        """Give the parcel another fate, now."""
        return await self._ask("POST", f"/control/parcels/{code}/move", json={"to": to})

    async def calls(self, code: str) -> list[dict[str, Any]]:
        """What was asked of the carrier about this parcel, oldest first."""
        calls: list[dict[str, Any]] = (await self._ask("GET", f"/control/calls?tracking_code={code}"))["calls"]
        return calls

    async def sell(self, shop: str, **order: object) -> Any:
        """Have somebody order at the shop, as the platform then tells it."""
        return await self._ask("POST", f"/control/shopify/shops/{shop}/orders", json=order)

    async def send(self, shop: str, order: int, company: str, number: str, at: str | None = None) -> Any:
        """Have the shop send all of an order, now or at another moment."""
        parcel = {"company": company, "number": number, "at": at}
        return await self._ask("POST", f"/control/shopify/shops/{shop}/orders/{order}/fulfill", json=parcel)

    async def order(self, shop: str, order: int) -> Any:
        """An order as it stands at the platform."""
        return await self._ask("GET", f"/control/shopify/shops/{shop}/orders/{order}")

    async def orders_of(self, shop: str, reference: str) -> list[Any]:
        """The orders at the platform that carry a reference."""
        path = f"/control/shopify/shops/{shop}/orders?source_identifier={reference}"
        orders: list[Any] = (await self._ask("GET", path))["orders"]
        return orders

    async def insure(self, code: str, amount: str) -> Any:
        """A parcel that was insured at EasyPost when its label was bought."""
        premium = {"tracking_code": code, "amount": amount}
        return await self._ask("POST", "/control/easypost/insurances", json=premium)

    async def claims(self, reference: str) -> list[Any]:
        """The claims at EasyPost that carry a reference."""
        claims: list[Any] = (await self._ask("GET", "/control/easypost/claims"))["claims"]
        return [claim for claim in claims if claim["reference"] == reference]

    async def approve(self, claim: str) -> Any:
        """Have EasyPost's adjuster approve all of a claim."""
        return await self._ask("POST", f"/control/easypost/claims/{claim}/move", json={"to": "approved"})

    async def pay(self, claim: str, amount: str) -> Any:
        """Have EasyPost pay for a claim, which it tells nobody of."""
        return await self._ask("POST", f"/control/easypost/claims/{claim}/pay", json={"amount": amount})

    async def mails(self, to: str) -> list[Any]:
        """What was mailed to somebody, oldest first."""
        mails: list[Any] = (await self._ask("GET", f"/control/mails?to={to}"))["mails"]
        return mails[::-1]

    async def _ask(self, method: str, path: str, **body: object) -> Any:
        try:
            response = await self._http.request(method, self._url + path, timeout=ANSWER_SECONDS, **body)  # type: ignore[arg-type]
            response.raise_for_status()
            return response.json()
        except httpx.ConnectError:
            raise DevError(f"Nothing answers at {self._url}; the story needs the sandbox (`make run`).") from None
        except (httpx.HTTPError, ValueError) as error:
            raise DevError(f"The sandbox at {self._url} does not answer {path}: {error}") from None
