"""Which words a company publishes, and which of them its adapter knows."""

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from services.core.companies import Listed
from services.core.outside import Vocabulary
from tests.companies.playing import folder


def vocabularies(company: Listed) -> list[Vocabulary[Any]]:
    """Every table in the modules of the company's adapter."""
    module = import_module(f"services.core.companies.{_home(company)}")
    names = [module.__name__]
    if hasattr(module, "__path__"):
        names += [inner.name for inner in walk_packages(module.__path__, f"{module.__name__}.")]
    found: dict[int, Vocabulary[Any]] = {}
    for name in names:
        for value in vars(import_module(name)).values():
            for table in _inside(value):
                found[id(table)] = table
    return list(found.values())


def published(company: Listed) -> list[str]:
    """The words that the company publishes, one for each line of its `published.txt` that is no remark."""
    kept = folder(company) / "published.txt"
    lines = kept.read_text().splitlines() if kept.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def unmapped(company: Listed) -> list[str]:
    """Published words that no table of the adapter has. A line is a word, its parts, or `field: word`."""
    known: set[str] = set()
    for table in vocabularies(company):
        for word in table:
            bare = _bare(word if isinstance(word, str) else " ".join(word))
            known |= {bare, f"{_bare(table.field)} {bare}".strip()}
    return [word for word in published(company) if _bare(word) not in known]


def _home(company: Any) -> str:
    return str(company.__module__).split(".")[3]


def _inside(value: object) -> list[Vocabulary[Any]]:
    if isinstance(value, Vocabulary):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    return [one for one in inner if isinstance(one, Vocabulary)]


def _bare(word: str) -> str:
    """Without case and punctuation, which separate the parts of a word in many ways."""
    return " ".join(re.findall(r"[^\W_]+|[+*]", word.casefold()))
