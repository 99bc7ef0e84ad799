"""What a refusal says, as tests compare it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from services.core.refusal import Refused


@contextmanager
def refused(*told: str) -> Iterator[None]:
    """The block is refused with exactly these problems, each written as `CODE` or `CODE path.inside.input`."""
    with pytest.raises(Refused) as caught:
        yield
    found = [" ".join(filter(None, (problem.code, ".".join(problem.field)))) for problem in caught.value.problems]
    assert [line if " " in wanted else line.split()[0] for line, wanted in zip(found, told, strict=True)] == list(told)
    assert all(problem.message.strip() for problem in caught.value.problems)
