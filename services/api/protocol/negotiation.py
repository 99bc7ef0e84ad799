"""What an Accept header asks for (RFC 9110, section 12.5.1)."""

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"


def preferences(accept: str) -> list[str]:
    """The media types of the header, best first: by weight, then as they stand; those with weight 0 are left out."""
    weighed: list[tuple[float, str]] = []
    for part in accept.split(",")[:32]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if media and 0 < weight <= 1:
            weighed.append((weight, media))
    weighed.sort(key=lambda one: -one[0])
    return [media for _, media in weighed]


def wants_stream(accept: str) -> bool:
    """Whether the client would rather have a stream of events than one JSON document.

    Some clients name text/event-stream with every query, behind JSON; they get JSON.
    """
    for media in preferences(accept):
        if media == EVENT_STREAM:
            return True
        if media in {JSON, GRAPHQL_JSON, "application/*", "*/*"}:
            return False
    return False


def json_type(accept: str) -> str:
    """The JSON media type to answer with; the older one for clients that do not name the newer."""
    for media in preferences(accept):
        if media == GRAPHQL_JSON:
            return GRAPHQL_JSON
        if media in {JSON, "application/*", "*/*"}:
            return JSON
    return JSON
