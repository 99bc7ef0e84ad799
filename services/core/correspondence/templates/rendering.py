"""Fills templates in: a small part of Jinja2 in its sandbox, whose time and output are bounded by what it may say."""

import re
from collections.abc import Mapping, Sequence

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.core.correspondence.model import Template, TemplateKey, Written
from services.core.correspondence.policy import LONGEST_BODY, LONGEST_SUBJECT
from services.core.correspondence.templates.facts import VARIABLES
from services.core.refusal import Problem

LONGEST_TEMPLATE = 10_000
LONGEST_TEXT = 2 * LONGEST_BODY
_FILTERS = frozenset({"capitalize", "default", "lower", "upper"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.CondExpr,
    nodes.Filter, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
)  # fmt: skip
"""All that a template may be made of: nothing that calls, computes, reaches into a value or defines."""
_BEHIND_TAG = re.compile(r"(?m)%\}[ \t]+$")
_ENDS_IN_TAG = re.compile(r"(?m)^(?!(?:[ \t]*\{%(?:(?!%\}).)*%\})+$)(.*[^-+\n])%\}$")

Variables = Mapping[str, str | Sequence[str]]

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False
)
_HTML = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True).from_string(
    '<!doctype html><html lang="{{ language }}"><head><meta charset="utf-8"></head><body>'
    "{% for lines in paragraphs %}<p>{% for line in lines %}{% if not loop.first %}<br>{% endif %}"
    '{{ line | urlize(rel="noopener") }}{% endfor %}</p>{% endfor %}</body></html>'
)


class BadTemplate(Exception):
    """A template cannot be used; `problems` say where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


def check(key: TemplateKey, subject: str, body: str) -> None:
    """Find everything that is wrong with a template before it is kept. Raises `BadTemplate`."""
    problems = [
        *_faults(key, subject, LONGEST_SUBJECT, "subject"),
        *_faults(key, body, LONGEST_TEMPLATE, "body"),
    ]
    if problems:
        raise BadTemplate(*problems)


def write(template: Template, values: Variables) -> Written:
    """The template with these values. Raises `BadTemplate` when it cannot be filled in, or becomes too long."""
    check(template.key, template.subject, template.body)
    subject = " ".join(_filled(template.subject, values, "subject").split())[:LONGEST_SUBJECT]
    return Written(template.locale, subject, _filled(template.body, values, "body").strip() + "\n")


def html_of(text: str, locale: str) -> str:
    """The same text for mail programs that show HTML; everything in it is escaped, and links can be clicked."""
    paragraphs = [block.splitlines() for block in text.strip().split("\n\n") if block.strip()]
    return _HTML.render(paragraphs=paragraphs, language=locale)


def _filled(source: str, values: Variables, field: str) -> str:
    parts, length = [], 0
    try:
        for part in _ENVIRONMENT.from_string(_as_written(source)).generate(**values):
            length += len(part)
            if length > LONGEST_TEXT:
                problem = Problem("TOO_LONG", f"Filled in it has more than {LONGEST_TEXT} characters.", (field,))
                raise BadTemplate(problem)
            parts.append(part)
    except TemplateError as error:
        raise BadTemplate(Problem("TEMPLATE_FAILED", _reason(error), (field,))) from None
    return "".join(parts)


def _faults(key: TemplateKey, source: str, longest: int, field: str) -> list[Problem]:
    if not source.strip():
        return [Problem("INVALID", "Must not be empty.", (field,))]
    if len(source) > longest:
        return [Problem("TOO_LONG", f"At most {longest} characters.", (field,))]
    try:
        tree = _ENVIRONMENT.parse(_as_written(source))
    except (TemplateSyntaxError, RecursionError) as error:
        return [Problem("TEMPLATE_SYNTAX", _reason(error), (field,))]
    return _unknown(tree, frozenset(VARIABLES[key]), field)


def _unknown(node: nodes.Node, known: frozenset[str], field: str, *, looping: bool = False) -> list[Problem]:
    """What of a template is not allowed. A list can be gone through once, so time and output stay in proportion."""
    line = f"Line {node.lineno}: "
    if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and (looping or node.recursive)):
        told = "Only {{ variables }}, {% if %} and one {% for %} inside no other can be used."
        return [Problem("TEMPLATE_NOT_ALLOWED", line + told, (field,))]
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        told = f"There is no filter {node.name[:40]!r}; there are {', '.join(sorted(_FILTERS))}."
        return [Problem("TEMPLATE_NOT_ALLOWED", line + told, (field,))]
    if isinstance(node, nodes.Name) and node.name not in known:
        told = f"There is no variable {node.name[:40]!r}; there are {', '.join(sorted(known))}."
        return [Problem("UNKNOWN_VARIABLE", line + told, (field,))]
    if isinstance(node, nodes.For):
        if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
            told = "Write {% for one in list %} with the name of a list."
            return [Problem("TEMPLATE_NOT_ALLOWED", line + told, (field,))]
        known, looping = known | {node.target.name}, True
    found = []
    for child in node.iter_child_nodes():
        found += _unknown(child, known, field, looping=looping)
    return found


def _as_written(source: str) -> str:
    """A line of nothing but tags leaves no line behind; one that merely ends in a tag keeps its end."""
    return _ENDS_IN_TAG.sub(r"\1+%}", _BEHIND_TAG.sub("%}", source))


def _reason(error: Exception) -> str:
    line = f"Line {error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
    return f"{line}{(str(error) or 'nested too deeply')[:200]}"
