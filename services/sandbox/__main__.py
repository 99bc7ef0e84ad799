"""Runs the sandbox: `python -m services.sandbox --port 8100`."""

import sys

from services.sandbox import logs, server, settings

if __name__ == "__main__":
    logs.configure()
    sys.exit(server.run(settings.from_arguments(sys.argv[1:])))
