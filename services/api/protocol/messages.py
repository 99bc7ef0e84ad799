"""The messages of graphql-transport-ws that a client may send, each checked as it is read."""

from typing import Any

import msgspec

from services.api.protocol.requests import Asked


class Hello(msgspec.Struct, tag="connection_init"):
    """The first message: who asks."""

    payload: dict[str, Any] | None = None

    def text(self, name: str) -> str | None:
        """A member of the payload that is text, whatever the case of its name."""
        found = (value for key, value in (self.payload or {}).items() if key.lower() == name)
        value = next(found, None)
        return value if isinstance(value, str) else None


class Ping(msgspec.Struct, tag="ping"):
    """Asks for a `pong`."""

    payload: dict[str, Any] | None = None


class Pong(msgspec.Struct, tag="pong", omit_defaults=True):
    """The answer to a ping; a client may also send it unasked."""

    payload: dict[str, Any] | None = None


class Subscribe(msgspec.Struct, tag="subscribe"):
    """Begin an operation of any kind, under an id that the client chose."""

    id: str
    payload: Asked


class Complete(msgspec.Struct, tag="complete"):
    """The operation is over; sent by either side."""

    id: str


Message = Hello | Ping | Pong | Subscribe | Complete
LONGEST_ID = 128
_DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def read_message(text: str) -> Message:
    """One message. Raises `ValueError`, whose text can be the reason of a close."""
    try:
        message = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("Invalid message: nested too deeply") from None
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise ValueError(f"Invalid message: {error}") from None
    if isinstance(message, Subscribe | Complete) and not 0 < len(message.id) <= LONGEST_ID:
        raise ValueError(f"Invalid message: an id has 1 to {LONGEST_ID} characters")
    return message
