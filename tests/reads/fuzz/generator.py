"""Makes query documents by walking the schema, mostly valid and within the service's limits."""

import re
from collections import Counter
from random import Random

from graphql import GraphQLError, GraphQLSchema, parse, validate

from services.api.protocol.limits import MOST_TOKENS, find_excess
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.document import Draft, Variable
from tests.reads.fuzz.selections import Fragment, Selections
from tests.reads.fuzz.values import Values

WILD = 0.12
"""How many documents may hold what some field refuses."""


class Generator:
    """Draws documents for one caller."""

    def __init__(self, schema: GraphQLSchema, values: Values, rng: Random, asking: Asking) -> None:
        self._schema, self._values, self._rng, self._asking = schema, values, rng, asking
        self.discarded: Counter[str] = Counter()

    def draft(self) -> Draft:
        """The next valid document."""
        while True:
            text, variables, name = self._document()
            try:
                node = parse(text, max_tokens=MOST_TOKENS)
            except GraphQLError:
                self.discarded["too large"] += 1
                continue
            if find_excess(node) is not None:
                self.discarded["too large"] += 1
            elif validate(self._schema, node):
                self.discarded["invalid"] += 1
            else:
                return Draft(text, node, variables, name)

    def _document(self) -> tuple[str, list[Variable], str | None]:
        rng, query = self._rng, self._schema.query_type
        assert query is not None
        self._values.wild = rng.random() < WILD
        selections = Selections(self._schema, self._values, rng, self._asking)
        body = selections.write(query, rng.choice((3, 4, 5, 7, 9, 11)), rng.choice((20.0, 100.0, 400.0)), {})
        fragments = _used(body, selections.fragments)
        whole = " ".join([body, *(fragment.text for fragment in fragments)])
        variables = [one for one in selections.inputs.variables if re.search(rf"\${one.name}\b", whole)]
        head = ", ".join(one.declaration for one in variables)
        name = rng.choice(("", "", "Asked", "query"))
        parts = [f"query {name}{f'({head})' if head else ''} {body}" if name or head else body]
        parts += [f"fragment {fragment.name} on {fragment.on} {fragment.text}" for fragment in fragments]
        several = bool(name) and rng.random() < 0.2
        if several:
            parts.append("query Other { __typename }")
        rng.shuffle(parts)
        return "\n".join(parts), variables, name if several or (name and rng.random() < 0.3) else None


def _used(body: str, fragments: dict[str, Fragment]) -> list[Fragment]:
    found: dict[str, Fragment] = {}
    waiting = [body]
    while waiting:
        for name in re.findall(r"\.\.\.(F\d+)", waiting.pop()):
            if name not in found:
                found[name] = fragments[name]
                waiting.append(found[name].text)
    return list(found.values())
