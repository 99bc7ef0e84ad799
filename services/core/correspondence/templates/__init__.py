"""The texts that customers get: chosen by language, filled in within bounds, and checked before they are kept."""

from services.core.correspondence.templates.facts import VARIABLES, Facts, sample, variables
from services.core.correspondence.templates.languages import built_in, locales, provided, read_locale
from services.core.correspondence.templates.rendering import BadTemplate, check, html_of, write

__all__ = [
    "VARIABLES",
    "BadTemplate",
    "Facts",
    "built_in",
    "check",
    "html_of",
    "locales",
    "provided",
    "read_locale",
    "sample",
    "variables",
    "write",
]
