"""The business "no": what is wrong, where, and what to do instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal. `field` is the path inside the input; `message` can be shown to a person."""

    code: str
    message: str
    field: tuple[str, ...] = ()


class Refused(Exception):
    """Nothing was changed. The caller turns `problems` into values; the exception exists to roll back."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code}: {problem.message}" for problem in problems))
        self.problems = problems


def refuse(code: str, message: str, *field: str) -> Refused:
    """A refusal with one problem, to be raised."""
    return Refused(Problem(code, message, field))
