"""What a headless storefront's own server asks of Makegood, with its secret key."""

from datetime import datetime
from uuid import uuid4

import httpx
import msgspec

PATIENCE = 10.0
MINUTES_OF_STAFF = 30

PARCELS = "query Parcels($id: ID!) { order(id: $id) { id shipments { id } } }"
COVER = """mutation Cover($input: CoverageRecordInput!) {
  coverageRecord(input: $input) { userErrors { code message } } }"""
ORDER_ID = "query Order($externalId: String!) { order(externalId: $externalId) { id } }"
FOR_CUSTOMER = """mutation CustomerToken($input: CustomerTokenCreateInput!) {
  customerTokenCreate(input: $input) { token expiresAt userErrors { code message } } }"""
FOR_STAFF = """mutation StaffToken($input: StaffTokenCreateInput!) {
  staffTokenCreate(input: $input) { token expiresAt userErrors { code message } } }"""

SCOPES = ("READ", "SHIPMENTS_WRITE", "CLAIMS_WRITE", "CLAIMS_DECIDE", "MONEY_WRITE")
"""What somebody at the desk of a shop may do."""


class Unanswered(Exception):
    """Makegood cannot be reached, or says no; the text says which."""


class Problem(msgspec.Struct):
    """Why something was refused."""

    message: str


class Token(msgspec.Struct, rename="camel", omit_defaults=True):
    """A token and when it ends, or why there is none."""

    token: str | None
    expires_at: str | None
    user_errors: list[Problem] = []


class Parcel(msgspec.Struct):
    """A parcel that Makegood knows."""

    id: str


class Known(msgspec.Struct):
    """An order that Makegood knows."""

    id: str
    shipments: list[Parcel] = []


class Done(msgspec.Struct, rename="camel"):
    """Why something was not done; empty when it was."""

    user_errors: list[Problem]


class Data(msgspec.Struct, rename="camel"):
    """The fields of our documents."""

    order: Known | None = None
    customer_token_create: Token | None = None
    staff_token_create: Token | None = None
    coverage_record: Done | None = None


class Answer(msgspec.Struct):
    """An answer of GraphQL."""

    data: Data | None = None
    errors: list[Problem] = []


class Makegood:
    """The API at an address. Its methods raise `Unanswered`."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        # a page waits for it, and no proxy of the environment's belongs between two servers of one house
        self._http = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)

    async def order_id(self, key: str, external_id: str) -> str | None:
        """The order's id at Makegood, once the platform told it."""
        order = (await self._ask(key, ORDER_ID, {"externalId": external_id})).order
        return order.id if order else None

    async def customer_token(self, key: str, order_id: str) -> Token:
        """A token that opens one order for its customer, for 10 minutes."""
        given = {"idempotencyKey": uuid4().hex, "orderId": order_id}
        return _granted((await self._ask(key, FOR_CUSTOMER, {"input": given})).customer_token_create)

    async def staff_token(self, key: str, actor: str) -> Token:
        """A token for somebody of the shop's staff, under the id that they have there."""
        given = {
            "idempotencyKey": uuid4().hex,
            "actor": actor,
            "scopes": SCOPES,
            "minutes": MINUTES_OF_STAFF,
        }
        return _granted((await self._ask(key, FOR_STAFF, {"input": given})).staff_token_create)

    async def cover(self, key: str, order_id: str, amount: str, since: datetime) -> bool:
        """Tell that EasyPost insured the order's parcel for so many US dollars; false while it knows of no parcel."""
        order = (await self._ask(key, PARCELS, {"id": order_id})).order
        if order is None or not order.shipments:
            return False
        (parcel, *_) = order.shipments
        given = {
            "idempotencyKey": f"insured-{parcel.id}",
            "shipmentId": parcel.id,
            "provider": "easypost",
            "kind": "THIRD_PARTY",
            "insured": {"amount": amount, "currencyCode": "USD"},
            "effectiveAt": since.isoformat(),
        }
        done = (await self._ask(key, COVER, {"input": given})).coverage_record
        if done is None or done.user_errors:
            raise Unanswered(done.user_errors[0].message if done else "Makegood answered with nothing.")
        return True

    async def close(self) -> None:
        """End all connections."""
        await self._http.aclose()

    async def _ask(self, key: str, document: str, variables: dict[str, object]) -> Data:
        try:
            response = await self._http.post(
                f"{self.url}/graphql",
                json={"query": document, "variables": variables},
                headers={"Authorization": f"Bearer {key}"},
            )
            answer = msgspec.json.decode(response.content, type=Answer)
        except httpx.HTTPError as away:
            raise Unanswered(f"Makegood does not answer at {self.url}.") from away
        except msgspec.MsgspecError as strange:
            raise Unanswered(f"What answers at {self.url} does not speak GraphQL.") from strange
        if answer.errors or answer.data is None:
            raise Unanswered(answer.errors[0].message if answer.errors else "Makegood answered with nothing.")
        return answer.data


def _granted(token: Token | None) -> Token:
    if token is None or token.token is None:
        raise Unanswered(token.user_errors[0].message if token and token.user_errors else "There was no token.")
    return token
