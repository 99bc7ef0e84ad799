"""Installing the app: the page that asks the merchant, who always says yes here, and the exchange of its code."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from services.sandbox.parcels import Clock
from services.sandbox.shopify.admin.answers import answer
from services.sandbox.shopify.app import App
from services.sandbox.shopify.shop.shop import Shop

MOST_CODES = 200
CODE_LIFE = timedelta(minutes=10)
MOST_TOKENS = 50


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for."""

    shop: Shop
    scopes: tuple[str, ...]
    until: datetime


class OAuth:
    """The two endpoints, for all shops."""

    def __init__(self, app: App, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._grants: OrderedDict[str, Grant] = OrderedDict()

    async def authorize(self, request: Request, shop: Shop) -> Response:
        """Say yes for the merchant and go back to the app."""
        query = request.query_params
        back = query.get("redirect_uri", "")
        if query.get("client_id") != self._app.client_id:
            return PlainTextResponse("Oauth error invalid_request: The client_id is not the sandbox's app.", 400)
        if not _is_address(back):
            return PlainTextResponse("Oauth error invalid_request: The redirect_uri is not whitelisted", 400)
        asked = tuple(scope.strip() for scope in query.get("scope", "").split(",") if scope.strip())
        code = secrets.token_hex(16)
        while len(self._grants) >= MOST_CODES:
            self._grants.popitem(last=False)
        now = self._clock()
        self._grants[code] = Grant(shop, asked or self._app.scopes, now + CODE_LIFE)
        told = {
            "code": code,
            "host": secrets.token_urlsafe(12),
            "shop": shop.domain,
            "state": query.get("state", ""),
            "timestamp": str(int(now.timestamp())),
        }
        signed = told | {"hmac": sign(told, self._app.client_secret)}
        return RedirectResponse(str(httpx.URL(back).copy_merge_params(signed)), 302)

    async def exchange(self, request: Request, shop: Shop) -> Response:
        """Give a token for a code, once."""
        given = await _given(request)
        known = given.get("client_id") == self._app.client_id
        if not known or not _same(given.get("client_secret"), self._app.client_secret):
            return answer({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        grant = self._grants.get(str(given.get("code")))
        if grant is None or grant.shop is not shop or grant.until < self._clock():
            wrong = "The authorization code was not found or was already used"
            return answer({"error": "invalid_request", "error_description": wrong}, 400)
        del self._grants[str(given.get("code"))]
        token = f"shpat_{secrets.token_hex(16)}"
        if len(shop.access.tokens) >= MOST_TOKENS:
            shop.access.tokens.pop()
        shop.access.tokens.add(token)
        shop.access.scopes = grant.scopes
        return answer({"access_token": token, "scope": ",".join(grant.scopes)})

    def forget(self) -> None:
        """Drop all codes."""
        self._grants.clear()


def sign(parameters: dict[str, str], secret: str) -> str:
    """The `hmac` of what an app is called back with: hex over the other parameters, sorted by name."""
    text = urlencode(sorted((name, value) for name, value in parameters.items() if name != "hmac"))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


async def _given(request: Request) -> dict[str, Any]:
    body = await request.body()
    if "json" not in request.headers.get("content-type", ""):
        return dict(httpx.QueryParams(body.decode(errors="replace")))
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def _same(given: object, secret: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), secret.encode())


def _is_address(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in {"http", "https"} and bool(url.host)
