"""Errors as clients see them: always coded, and never telling what is ours to know."""

import logging
from collections.abc import Sequence

import asyncpg
import structlog
from graphql import GraphQLError, GraphQLFormattedError, GraphQLSyntaxError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from services.core.database import AWAY
from services.core.ids import new_id
from services.core.refusal import Refused

MOST_ERRORS = 5
"""More errors than this tell nothing new."""

ENDS_SESSION = frozenset({"UNAUTHENTICATED", "TOKEN_EXPIRED", "TOKEN_REVOKED"})
"""After one of these nothing more can be asked over the same socket."""

VISITORS = "A publishable key may only ask for `storefront` and `guestTokenCreate`; ask with a token."

BUSY = (
    *AWAY,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
)
"""What is raised when the same request may succeed in a moment."""
_UNSTORABLE = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError, UnicodeEncodeError)

log = structlog.get_logger()
# Strawberry logs each refused request with its text, which may be anybody's; what is ours is logged below
logging.getLogger("strawberry.execution").disabled = True


def coded(code: str, message: str, **more: object) -> GraphQLError:
    """An error for the client, to be raised; `more` stands beside the code in its extensions."""
    return GraphQLError(message, extensions={"code": code, **more})


def unavailable() -> GraphQLError:
    """The database cannot be asked at the moment."""
    return coded("SERVICE_UNAVAILABLE", "The service cannot answer at the moment; try again shortly.")


def told(error: Exception) -> GraphQLError:
    """Any exception as an error to be presented: then it is logged, and told without its text."""
    return error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)


def code_of(error: GraphQLError) -> str:
    """The code that a client sees for this error."""
    return str((_public(error).extensions or {}).get("code"))


def present(errors: Sequence[GraphQLError]) -> list[GraphQLFormattedError]:
    """The errors as they go out, after what is ours to know was logged under an id and hidden."""
    return [_reported(error).formatted for error in errors[:MOST_ERRORS]]


def _reported(error: GraphQLError) -> GraphQLError:
    shown = _public(error)
    if shown.extensions and shown.extensions["code"] == "INTERNAL_SERVER_ERROR":
        error_id = new_id("err")
        shown.extensions["id"] = error_id
        log.error("operation.failed", error_id=error_id, path=error.path, exc_info=_origin(error) or error)
    elif shown.extensions and shown.extensions["code"] == "SERVICE_UNAVAILABLE":
        log.warning("operation.unavailable", path=error.path, error=type(_origin(error)).__name__)
    return shown


def _public(error: GraphQLError) -> GraphQLError:
    """The error with a code; what was no error for the client becomes one without any of its text."""
    origin = _origin(error)
    extensions = dict(error.extensions or {})
    message = error.message
    if "code" in extensions:
        pass
    elif isinstance(error, GraphQLSyntaxError):
        extensions["code"] = "GRAPHQL_PARSE_FAILED"
    elif origin is None:
        extensions["code"] = "BAD_USER_INPUT"
    else:
        code, message = _translate(origin, deep=error.path is not None)
        extensions["code"] = code
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)


def _translate(origin: Exception, *, deep: bool) -> tuple[str, str]:
    """The code and text for an exception; `deep` when it came from a field rather than from the request."""
    match origin:
        case Refused():
            problem = origin.problems[0]
            return problem.code, problem.message
        case CannotGetOperationTypeError():
            return "OPERATION_RESOLUTION_FAILURE", "The document has no operation of that name."
        case InvalidOperationTypeError():
            return "OPERATION_RESOLUTION_FAILURE", "This kind of operation cannot be sent this way."
        case _ if isinstance(origin, _UNSTORABLE):
            return "BAD_USER_INPUT", "Text must not contain U+0000 or halves of surrogate pairs."
        case RecursionError() if not deep:
            return "GRAPHQL_PARSE_FAILED", "The request is nested too deeply."
        case ValueError() if isinstance(origin, asyncpg.InterfaceError):
            pass  # a value that asyncpg cannot send: our mistake, although it derives from InterfaceError
        case _ if isinstance(origin, BUSY):
            error = unavailable()
            return "SERVICE_UNAVAILABLE", error.message
    return "INTERNAL_SERVER_ERROR", "Something went wrong on our side; tell us the id of this error."


def _origin(error: GraphQLError) -> Exception | None:
    """The exception that was raised; nothing when it was an error for the client from the start."""
    origin: Exception | None = error.original_error
    while isinstance(origin, GraphQLError):
        origin = origin.original_error
    return origin
