"""The generated client's types, as mypy reads them."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_a_type_checker_follows_these_tests_and_finds_what_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from makegood_client import Makegood\n"
        "async def use(makegood: Makegood) -> int:\n"
        "    found = await makegood.order(id=1)\n"
        "    return found.number\n"
    )
    options = ("--strict", "--explicit-package-bases", "--config-file=", f"--cache-dir={tmp_path}")
    mypy = [sys.executable, "-m", "mypy", *options]
    ours = subprocess.run([*mypy, HERE], capture_output=True, text=True, check=False, cwd=HERE)
    assert ours.returncode == 0, ours.stdout
    theirs = subprocess.run([*mypy, str(wrong)], capture_output=True, text=True, check=False, cwd=HERE)
    assert {line.rpartition("[")[2] for line in theirs.stdout.splitlines() if "error:" in line} == {
        "arg-type]",
        "return-value]",
        "union-attr]",
    }
