"""`make run`: everything on one machine, until Ctrl-C."""

import argparse
import signal
import sys
from pathlib import Path

from services.dev.guard import end_with_parent
from services.dev.plan import PROJECT, standard_plan
from services.dev.run import run

parser = argparse.ArgumentParser(prog="python -m services.dev", description=__doc__)
parser.add_argument("--data", type=Path, default=PROJECT / ".data", help="folder of what outlives a run")
parser.add_argument("--stop-with-parent", action="store_true", help="stop when the process that started us ends")
arguments = parser.parse_args()
if arguments.stop_with_parent:
    end_with_parent(signal.SIGTERM)
sys.exit(run(standard_plan(arguments.data.absolute())))
