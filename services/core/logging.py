"""How every process writes its log: structured, with the ids at hand, without secrets or personal data."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
_NAMES = re.compile(
    r"authorization|secret|passw|credential|cookie|signature|api_?key|e_?mail|phone|address|street|postal|recipient"
    r"|customer|body|payload|variables|^(key|token|name)$",
    re.IGNORECASE,
)
_VALUES = re.compile(
    r"""mg_[sp]k_[\w-]+                         # our keys
    | EZ[AT]K[0-9a-zA-Z]+                       # EasyPost's keys
    | eyJ[\w-]+\.[\w-]+\.[\w-]*                 # tokens
    | (?<=Bearer\s)\S+
    | (?<=://)[^/@\s]+(?=@)                     # user and password of a URL
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+              # e-mail addresses
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DEEPEST = 6
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure(level: str, form: str) -> None:
    """Write everything from `level` on to the standard error; `form` is "json", or "console" for people.

    Raises:
        ValueError: no such level or form.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")
    if form not in {"json", "console"}:
        raise ValueError("LOG_FORMAT must be json or console")
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        trace,
        redact,
    ]
    renderer = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=number, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Turn an exception into its types and places. Its text is left out, as nobody knows whose data it quotes."""
    found = event.pop("exc_info", None)
    if found:
        error = found if isinstance(found, BaseException) else (sys.exc_info() if found is True else found)[1]
        if error is not None:
            event["trace"] = places(error)
    return event


def places(error: BaseException) -> list[str]:
    """The type of an exception and where it passed, followed by those of its causes."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-20:]]
        current = current.__cause__ or current.__context__
    return lines


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide what has the name of a secret or of personal data, and what looks like one."""
    return {name: HIDDEN if _NAMES.search(name) else _clean(value) for name, value in event.items()}


def _clean(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return _VALUES.sub(HIDDEN, value)
    if depth >= _DEEPEST:
        return HIDDEN
    if isinstance(value, Mapping):
        return {
            name: HIDDEN if isinstance(name, str) and _NAMES.search(name) else _clean(item, depth + 1)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(item, depth + 1) for item in value]
    return value
