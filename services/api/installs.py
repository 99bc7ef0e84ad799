"""GET /shopify/…: the link that a shop's owner opens, and where Shopify sends them back; nobody outside is called."""

import hmac
from html import escape
from urllib.parse import parse_qsl

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.api.process import Process, process_of
from services.api.protocol.errors import BUSY
from services.core.companies.shopify.oauth import authorize_url, verify
from services.core.companies.shopify.scopes import SCOPES
from services.core.installs import operations
from services.core.installs.operations import TOKEN_KIND
from services.core.installs.policy import is_shop
from services.core.refusal import Refused
from services.core.tokens import BadToken, ExpiredToken, Token
from services.core.vault import VaultClosed

COOKIE = "makegood_install"
CALLBACK = "/shopify/callback"
LONGEST_QUERY = 4096
MOST_PARAMETERS = 20
LONGEST_CODE = 500

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    # the address holds a code
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STATUS = {"INSTALL_USED": 409, "SHOP_TAKEN": 409, "INSTALL_EXPIRED": 410, "BUSY": 503}

log = structlog.get_logger()


class Stopped(Exception):
    """The owner cannot go on; `code` is for programs, the message for them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


async def begin(request: Request) -> Response:
    """Send the owner to Shopify's page, and remember in this browser who is connecting what."""
    process, link = process_of(request), request.query_params.get("install")
    if link is None:
        return _stopped(Stopped("NO_LINK", "Begin in your own system: it asks Makegood for a link to this shop."))
    try:
        token = _read(process, link)
    except Stopped as stopped:
        return _stopped(stopped)
    settings = process.settings
    scopes = [scope for name in settings.shopify_scopes.split(",") if (scope := name.strip())] or SCOPES
    back = f"{settings.public_url}{CALLBACK}"
    url = authorize_url(settings.shopify_url, token.subject, settings.shopify_client_id, scopes, back, token.id)
    answer = RedirectResponse(url, 302, headers=_HEADERS)
    answer.set_cookie(
        COOKIE,
        link,
        max_age=int((token.expires_at - process.clock()).total_seconds()),
        path="/shopify",
        secure=settings.public_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    return answer


async def come_back(request: Request) -> Response:
    """Keep the code that Shopify sent along, sealed, and answer at once; the worker does the rest."""
    process = process_of(request)
    try:
        token, code = _check(process, request)
        account_id = await operations.authorize(
            process.app.writer(token.storefront_id), process.vault, token, code, process.clock()
        )
    except Stopped as stopped:
        return _stopped(stopped)
    except Refused as refused:
        problem = refused.problems[0]
        return _stopped(Stopped(problem.code, problem.message))
    except (VaultClosed, *BUSY) as error:
        log.error("install.unavailable", error=type(error).__name__)
        return _stopped(Stopped("BUSY", "This cannot be kept right now; load the page again."))
    process.ring()
    log.info("install.authorized", account=account_id)
    answer = _page(200, "Connecting …", f"Makegood is connecting {token.subject}. You can close this page.")
    answer.delete_cookie(COOKIE, path="/shopify")
    return answer


def _check(process: Process, request: Request) -> tuple[Token, str]:
    """Who began this, and the code. Raises `Stopped` for anything that Shopify or this browser did not send."""
    query = request.url.query
    try:
        parameters = parse_qsl(query[:LONGEST_QUERY], keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        parameters = []
    given = dict(parameters)
    settings = process.settings
    secrets = (settings.shopify_client_secret, settings.shopify_client_secret_previous)
    if len(query) > LONGEST_QUERY or not verify(parameters, [one.get_secret_value() for one in secrets]):
        log.warning("install.bad_signature")
        raise Stopped("BAD_SIGNATURE", "This did not come from Shopify.")
    link = request.cookies.get(COOKIE)
    if link is None:
        raise Stopped("OTHER_BROWSER", "Open the link again, and stay in the same browser.")
    token = _read(process, link)
    if not hmac.compare_digest(given.get("state", "").encode(errors="replace"), token.id.encode()):
        raise Stopped("OTHER_BROWSER", "Another shop is being connected in this browser; open the link again.")
    if not is_shop(given.get("shop", "")) or given["shop"] != token.subject:
        raise Stopped("WRONG_SHOP", "The link was for another shop.")
    code = given.get("code", "")
    if not code or len(code) > LONGEST_CODE:
        raise Stopped("NO_CODE", "Shopify sent no code along; open the link again.")
    return token, code


def _read(process: Process, link: str) -> Token:
    try:
        token = process.tokens.read(link[:LONGEST_QUERY], process.clock())
    except ExpiredToken:
        raise Stopped("INSTALL_EXPIRED", "This took too long; begin again.") from None
    except BadToken:
        raise Stopped("BAD_LINK", "This is no link of ours.") from None
    if token.kind != TOKEN_KIND:
        raise Stopped("BAD_LINK", "This is no link of ours.")
    return token


def _stopped(stopped: Stopped) -> Response:
    return _page(_STATUS.get(stopped.code, 400), "Not connected", str(stopped), stopped.code)


def _page(status: int, title: str, text: str, code: str = "") -> HTMLResponse:
    content = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{font:1.1rem/1.5 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem}</style>"
        f'<main data-code="{escape(code)}"><h1>{escape(title)}</h1><p>{escape(text)}</p></main></html>'
    )
    return HTMLResponse(content, status, headers=_HEADERS)
