"""POST /hooks/{company}/{account}: what companies tell us, verified, kept as it came, answered at once."""

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
from services.core.companies import HOOKS, MAILS
from services.core.ids import is_id
from services.core.inbox import Letter
from services.core.ports import Hooks, MailHooks, Unintelligible
from services.core.storefronts import repository
from services.core.storefronts.operations import open_hook_secrets
from services.core.vault import VaultClosed

LONGEST_BODY = 1024 * 1024
_STATUS = {"NOT_FOUND": 404, "BAD_SIGNATURE": 401, "BODY_TOO_LARGE": 413, "REQUEST_TIMEOUT": 408}

log = structlog.get_logger()


async def receive(request: Request) -> Response:
    """Keep the message and answer 200; whoever posted it repeats it after any other answer.

    One that was signed but cannot be read is kept too, as the sender would only repeat what we cannot read; the
    worker leaves it to a person.
    """
    company = request.path_params["company"]
    known = company if company in {*HOOKS, *MAILS} else "unknown"
    try:
        body = await read_body(request, MAILS[company].longest_body if company in MAILS else LONGEST_BODY)
        new = await _keep(process_of(request), request, company, body)
    except GraphQLError as error:
        code = code_of(error)
        metrics.HOOKS.labels(known, code.lower()).inc()
        return _answer(_STATUS.get(code, 503), {"error": {"code": code, "message": error.message}})
    metrics.HOOKS.labels(known, "kept" if new else "repeated").inc()
    return _answer(200, {"ok": True})


async def _keep(process: Process, request: Request, company: str, body: bytes) -> bool:
    """Whether the message is new. Raises a coded error when it is not kept."""
    account_id, hooks = request.path_params["account"], HOOKS.get(company) or MAILS.get(company)
    try:
        storefront_id = await _find(process, company, account_id)
        if hooks is None or storefront_id is None:
            raise coded("NOT_FOUND", "There is no such account at this company.")
        async with process.app.read(storefront_id) as db:
            account = await repository.get_account(db, account_id)
        if account is None:
            raise coded("NOT_FOUND", "There is no such account at this company.")
        secrets = open_hook_secrets(process.vault, storefront_id, account)
        if not hooks.verify(request.headers, body, secrets):
            log.warning("hook.bad_signature", company=company, account_id=account_id)
            raise coded("BAD_SIGNATURE", "The signature does not match the body.")
        if company in MAILS and not MAILS[company].is_fresh(body, process.clock()):
            log.warning("hook.stale", company=company, account_id=account_id)
            raise coded("BAD_SIGNATURE", "The signature is too old.")
        letter = Letter(account_id, company, _name(hooks, body), body)
        async with process.app.write(storefront_id) as tx:
            new = await inbox.keep(tx, letter, process.clock())
    except VaultClosed:
        log.error("hook.vault_closed", company=company, account_id=account_id)
        raise unavailable() from None
    except BUSY as error:
        log.warning("hook.unavailable", company=company, error=type(error).__name__)
        raise unavailable() from None
    if new:
        process.ring()
    return new


async def _find(process: Process, company: str, account_id: str) -> str | None:
    """The storefront of an account at this company."""
    if not is_id(account_id, "acc"):
        return None
    async with process.door.connection() as connection:
        found = await repository.find_account(connection, account_id)
    return found[0] if found is not None and found[1] == company else None


def _name(hooks: Hooks | MailHooks, body: bytes) -> str:
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
