"""`python -m services.worker`."""

import uvloop

from services.core import logging as logs
from services.core.settings import Settings
from services.worker.main import main

if __name__ == "__main__":
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    uvloop.run(main(settings))
