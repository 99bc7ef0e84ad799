"""`python -m services.worker`."""

import uvloop

from services.core.logging import set_up_logging
from services.core.settings import Settings
from services.worker.main import main

if __name__ == "__main__":
    settings = Settings()
    set_up_logging(settings)
    uvloop.run(main(settings))
