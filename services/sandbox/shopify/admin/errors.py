"""How the Admin API says no: statuses with one text, and GraphQL errors in the words of Shopify's own library."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, GraphQLSyntaxError, specified_rules, validate
from starlette.responses import Response

from services.sandbox.shopify.admin.answers import answer

DOCUMENTATION = "https://shopify.dev/api/usage/rate-limits"
MOST_ERRORS = 20

# what graphql-core says, and how Shopify's library puts it
_WORDS = (
    (r"Cannot query field '(?P<fieldName>\w+)' on type '(?P<typeName>\w+)'", "undefinedField",
     "Field '{fieldName}' doesn't exist on type '{typeName}'"),
    (r"Unknown argument '(?P<argumentName>\w+)' on field '(?P<name>[\w.]+)'", "argumentNotAccepted",
     "Field '{name}' doesn't accept argument '{argumentName}'"),
    (r"Unknown type '(?P<typeName>\w+)'", "undefinedType",
     "No such type {typeName}, so it can't be a fragment condition"),
    (r"Unknown directive '@(?P<directiveName>\w+)'", "undefinedDirective", "Directive @{directiveName} is not defined"),
    (r"Unknown fragment '(?P<fragmentName>\w+)'", "useAndDefineFragment",
     "Fragment {fragmentName} was used, but not defined"),
    (r"Variable '\$(?P<variableName>\w+)' is not defined", "variableNotDefined",
     "Variable ${variableName} is used by anonymous query but not declared"),
    (r"Variable '\$(?P<variableName>\w+)' is never used", "variableNotUsed",
     "Variable ${variableName} is declared by anonymous query but not used"),
    (r"Argument '\w+\.(?P<name>\w+)\((?P<arguments>\w+):\)' of type '.+' is required", "missingRequiredArguments",
     "Field '{name}' is missing required arguments: {arguments}"),
    (r"Field '(?P<nodeName>\w+)' of type '(?P<typeName>.+)' must have a selection", "selectionMismatch",
     "Field must have selections (field '{nodeName}' returns {typeName} but has no selections.)"),
)  # fmt: skip


def refusal(status: int, details: list[object] | None) -> Response | None:
    """How Shopify says no with a status; 200 is its own failure, told as a GraphQL error."""
    if status == 200:
        return answer({"errors": details or [_internal()]}, 200)
    text = TEXTS.get(status)
    if text is None:
        return None
    return answer({"errors": text if details is None else details}, status)


TEXTS: Mapping[int, str] = {
    400: "Bad Request",
    401: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    402: "Unavailable Shop",
    403: "[API] This action requires merchant approval for the necessary scope.",
    404: "Not Found",
    406: "Not Acceptable",
    413: "Request Entity Too Large",
    423: "Locked",
    429: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
    430: "Security Rejection",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def refused(status: int) -> Response:
    """How Shopify says no with a status that it is known to use."""
    return answer({"errors": TEXTS[status]}, status)


def throttled() -> dict[str, Any]:
    """The bucket holds too little for a call."""
    return {"message": "Throttled", "extensions": {"code": "THROTTLED", "documentation": DOCUMENTATION}}


def too_dear(cost: int, most: int) -> dict[str, Any]:
    """No bucket would ever hold enough for a call."""
    return {
        "message": f"Query cost is {cost}, which exceeds the single query max cost limit ({most}).",
        "extensions": {"code": "MAX_COST_EXCEEDED", "cost": cost, "maxCost": most, "documentation": DOCUMENTATION},
    }


def denied(field: str, scope: str) -> GraphQLError:
    """The token lacks a scope."""
    return GraphQLError(
        f"Access denied for {field} field. Required access: `{scope}` access scope.",
        extensions={
            "code": "ACCESS_DENIED",
            "documentation": "https://shopify.dev/api/usage/access-scopes",
            "requiredAccess": f"`{scope}` access scope.",
        },
    )


def unreadable(error: GraphQLSyntaxError) -> dict[str, Any]:
    """A document that is none."""
    return {"message": f"syntax error, {error.message.removeprefix('Syntax Error: ')}", "locations": _places(error)}


def invalid(schema: GraphQLSchema, document: DocumentNode) -> list[dict[str, Any]]:
    """What is wrong with a document; nothing when it may run."""
    return [_translated(error) for error in validate(schema, document, specified_rules, max_errors=MOST_ERRORS)]


def bad_variables(errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
    """Variables that do not fit."""
    return [
        {"message": error.message, "locations": _places(error), "extensions": {"code": "INVALID_VARIABLE"}}
        for error in errors
    ]


def _translated(error: GraphQLError) -> dict[str, Any]:
    message, extensions = error.message, {"code": "invalidDocument"}
    for pattern, code, words in _WORDS:
        found = re.match(pattern, error.message)
        if found:
            extensions = {"code": code, **found.groupdict()}
            message = words.format(**found.groupdict())
            break
    return {"message": message, "locations": _places(error), "extensions": extensions}


def _places(error: GraphQLError) -> list[dict[str, int]]:
    return [{"line": place.line, "column": place.column} for place in error.locations or ()]


def _internal() -> dict[str, Any]:
    request = str(uuid.uuid4())
    return {
        "message": f"Internal error. Looks like something went wrong on our end.\nRequest ID: {request}",
        "extensions": {"code": "INTERNAL_SERVER_ERROR", "requestId": request},
    }
