"""One line of JSON on standard output for each thing out of the ordinary; no keys, secrets or names in it.

Ordinary calls are not told: whoever starts the sandbox and does not read its output would stop it when the
pipe is full. `GET /control/calls` has them.
"""

import io
import logging
import sys

import structlog


def configure() -> None:
    """Send our own lines and the server's warnings to standard output, each at once."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        stream=sys.stdout,
        level=logging.WARNING,
        format='{"event": "%(message)s", "level": "%(levelname)s", "logger": "%(name)s"}',
    )
