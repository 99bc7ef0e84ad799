"""POST /hooks/…: what companies tell us, verified, kept as it came, answered at once."""

from collections.abc import Awaitable
from hashlib import sha256

import msgspec
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from services.api import metrics
from services.api.process import Process, process_of
from services.api.protocol.errors import BUSY, code_of, coded, unavailable
from services.api.protocol.requests import read_body
from services.core import inbox
from services.core.companies import HOOKS, MAILS, PLATFORM_HOOKS, SHOP_HOOKS
from services.core.ids import is_id
from services.core.inbox import Letter
from services.core.ports import Hooks, MailHooks, ShopHooks, Unintelligible
from services.core.storefronts import repository
from services.core.storefronts.operations import open_hook_secrets
from services.core.vault import VaultClosed

LONGEST_BODY = 1024 * 1024
LONGEST_PLATFORM_BODY = 4 * 1024 * 1024
"""An order of 500 lines, with every amount in two currencies, has more than a megabyte."""
_STATUS = {
    "NOT_FOUND": 404,
    "BAD_SIGNATURE": 401,
    "BAD_REQUEST": 400,
    "BODY_TOO_LARGE": 413,
    "REQUEST_TIMEOUT": 408,
}

log = structlog.get_logger()


async def receive(request: Request) -> Response:
    """Keep the message and answer 200; whoever posted it repeats it after any other answer.

    One that was signed but cannot be read is kept too, as the sender would only repeat what we cannot read; the
    worker leaves it to a person.
    """
    company = request.path_params["company"]
    return await _answered(company if company in {*HOOKS, *SHOP_HOOKS, *MAILS} else "unknown", _keep(request, company))


async def receive_platform(request: Request) -> Response:
    """Keep a platform's message for whichever shop it is from, and answer 200, also when we do not know the shop.

    A platform counts our refusals and ends its subscriptions after some; an app that was uninstalled still has to
    take what the law makes the platform ask of it.
    """
    company = request.path_params["company"]
    return await _answered(company if company in PLATFORM_HOOKS else "unknown", _keep_for_shop(request, company))


async def _answered(company: str, keeping: Awaitable[str]) -> Response:
    try:
        outcome = await keeping
    except VaultClosed:
        log.error("hook.vault_closed", company=company)
        error = unavailable()
    except BUSY as busy:
        log.warning("hook.unavailable", company=company, error=type(busy).__name__)
        error = unavailable()
    except GraphQLError as coded_error:
        error = coded_error
    else:
        metrics.HOOKS.labels(company, outcome).inc()
        return _answer(200, {"ok": True})
    code = code_of(error)
    metrics.HOOKS.labels(company, code.lower()).inc()
    return _answer(_STATUS.get(code, 503), {"error": {"code": code, "message": error.message}})


async def _keep(request: Request, company: str) -> str:
    """What became of the message. Raises a coded error when it is not kept."""
    process, mails = process_of(request), MAILS.get(company)
    body = await read_body(request, mails.longest_body if mails else LONGEST_BODY)
    account_id, hooks = request.path_params["account"], HOOKS.get(company) or SHOP_HOOKS.get(company) or mails
    storefront_id = await _find(process, company, account_id)
    if hooks is None or storefront_id is None:
        raise coded("NOT_FOUND", "There is no such account at this company.")
    async with process.app.read(storefront_id) as db:
        account = await repository.get_account(db, account_id)
    if account is None:
        raise coded("NOT_FOUND", "There is no such account at this company.")
    secrets = open_hook_secrets(process.vault, storefront_id, account)
    _check(hooks.verify(request.headers, body, secrets), company, account_id)
    if mails is not None and not mails.is_fresh(body, process.clock()):
        log.warning("hook.stale", company=company, account_id=account_id)
        raise coded("BAD_SIGNATURE", "The signature is too old.")
    return await _write(process, storefront_id, Letter(account_id, company, _name(hooks, body), body))


async def _keep_for_shop(request: Request, company: str) -> str:
    """What became of a platform's message. Raises a coded error when it is not kept."""
    process, hooks = process_of(request), PLATFORM_HOOKS.get(company)
    body = await read_body(request, LONGEST_PLATFORM_BODY)
    if hooks is None:
        raise coded("NOT_FOUND", "There is no such platform.")
    _check(hooks.verify(request.headers, body, _app_secrets(process, company)), company, None)
    try:
        envelope = hooks.address(request.headers, body)
    except Unintelligible as error:
        raise coded("BAD_REQUEST", str(error)) from None
    async with process.door.connection() as connection:
        found = await repository.find_shop(connection, company, envelope.account)
    if found is None:
        log.warning("hook.unknown_shop", company=company, topic=envelope.topic)
        return "unknown_shop"
    storefront_id, account_id = found
    letter = Letter(
        account_id, company, envelope.id, body, envelope.topic, envelope.event_id, envelope.version,
        envelope.triggered_at,
    )  # fmt: skip
    return await _write(process, storefront_id, letter)


async def _write(process: Process, storefront_id: str, letter: Letter) -> str:
    async with process.app.write(storefront_id) as tx:
        new = await inbox.keep(tx, letter, process.clock())
    if new:
        process.ring()
    return "kept" if new else "repeated"


def _check(verified: bool, company: str, account_id: str | None) -> None:
    if not verified:
        log.warning("hook.bad_signature", company=company, account_id=account_id)
        raise coded("BAD_SIGNATURE", "The signature does not match the body.")


def _app_secrets(process: Process, company: str) -> tuple[str, ...]:
    """What a platform signs with for our app, whatever the shop: the secret of today, and the one before."""
    settings = process.settings
    secrets = {"shopify": (settings.shopify_client_secret, settings.shopify_client_secret_previous)}
    return tuple(secret.get_secret_value() for secret in secrets.get(company, ()))


async def _find(process: Process, company: str, account_id: str) -> str | None:
    """The storefront of an account at this company."""
    if not is_id(account_id, "acc"):
        return None
    async with process.door.connection() as connection:
        found = await repository.find_account(connection, account_id)
    return found[0] if found is not None and found[1] == company else None


def _name(hooks: Hooks | ShopHooks | MailHooks, body: bytes) -> str:
    """What tells this message from others: the sender's own id, or its content when that cannot be found."""
    try:
        return hooks.identify(body)
    except Unintelligible:
        return f"sha256:{sha256(body).hexdigest()}"


def _answer(status: int, document: object) -> Response:
    response = Response(msgspec.json.encode(document), status, media_type="application/json")
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response
