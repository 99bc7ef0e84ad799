"""`python -m services.worker`: the worker until SIGTERM or SIGINT."""

import sys

import uvloop

from services.core import logging as logs
from services.core.mail import open_mailer
from services.core.settings import read_settings
from services.core.vault import open_vault
from services.worker.main import main


def run() -> None:
    """Run until stopped. A setting that cannot be used, or a port that is taken, ends it with one line."""
    settings = read_settings("worker")
    try:
        logs.configure(settings.log_level, settings.log_format)
        open_vault(settings.vault_keys.get_secret_value())
        open_mailer(settings.smtp_url.get_secret_value())
    except ValueError as error:
        sys.exit(f"worker: {error}")
    try:
        uvloop.run(main(settings))
    except OSError as error:
        sys.exit(f"worker: cannot listen on {settings.host}:{settings.worker_port}: {error.strerror}; set WORKER_PORT")


if __name__ == "__main__":
    run()
