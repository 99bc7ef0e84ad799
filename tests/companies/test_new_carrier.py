"""What a new carrier takes: its file, its line in the list, its part of the sandbox, its folder here; nothing else.

`pigeon_post` beside this file is such a folder, with the two files in it that belong into `services`.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from services.core.companies import Listed
from services.sandbox.carriers import Make
from services.sandbox.journeys import JOURNEYS
from tests.companies.pigeon_post import adapter, sandbox

# what the types of both lists ask for
LISTED: Listed = adapter.PigeonPost
PLAYED: Make = sandbox.COMPANY

PROJECT = Path(__file__).parents[2]
FOLDER = Path("tests/companies/pigeon_post")
IMPORT = "from services.core.companies.pigeon_post import PigeonPost\n"
LIST = "CARRIERS: tuple[Listed, ...] = (\n"


@pytest.fixture
def with_pigeons(tmp_path: Path) -> Path:
    """The project as it would be with the carrier."""
    nothing_made = shutil.ignore_patterns("__pycache__", ".*", "clients", "conformance", "bench")
    for name in ("services", "tests"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=nothing_made)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    shutil.move(tmp_path / FOLDER / "adapter.py", tmp_path / "services/core/companies/pigeon_post.py")
    shutil.move(tmp_path / FOLDER / "sandbox.py", tmp_path / "services/sandbox/carriers/pigeon_post.py")
    (tmp_path / "tests/companies/test_new_carrier.py").unlink()
    listed = tmp_path / "services/core/companies/__init__.py"
    before, found, after = listed.read_text().partition(LIST)
    assert found
    listed.write_text(
        before.replace("\n\n\nclass Listed", f"\n{IMPORT}\n\nclass Listed") + found + "    PigeonPost,\n" + after
    )
    return tmp_path


def kept(project: Path, which: str = "pigeon_post") -> subprocess.CompletedProcess[str]:
    """What the contract of all carriers says of this one."""
    command = [sys.executable, "-m", "pytest", "tests/companies/test_contract.py", "-k", which, "-q", "--tb=short"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"], cwd=project, capture_output=True, text=True, timeout=110, check=False
    )


def test_a_new_carrier_keeps_to_the_contract_without_a_line_elsewhere(with_pigeons: Path) -> None:
    told = kept(with_pigeons)
    assert told.returncode == 0, told.stdout
    passed = re.search(r"(\d+) passed", told.stdout)
    assert passed is not None
    assert int(passed[1]) > 2 * len(JOURNEYS)


def test_a_word_of_its_that_nobody_mapped_is_named(with_pigeons: Path) -> None:
    with (with_pigeons / FOLDER / "published.txt").open("a") as words:
        words.write("EATEN\n")
    told = kept(with_pigeons, "pigeon_post and published_word")
    assert told.returncode == 1
    assert "EATEN" in told.stdout
