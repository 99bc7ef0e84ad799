"""Makes query documents by walking the schema, mostly valid and within the service's limits."""

import re
from collections import Counter
from random import Random

from graphql import GraphQLError, GraphQLSchema, parse

from services.api.protocol.limits import MOST_TOKENS, find_excess
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.document import Draft, Variable
from tests.reads.fuzz.selections import Fragment, Selections
from tests.reads.fuzz.values import Values

WILD = 0.12
"""How many documents may hold what some field refuses."""
CHANGING = 0.1
"""How many documents of those who have made changes repeat some of them."""
DEPTHS = (3, 4, 5, 7, 9, 11)
BREADTHS = (20.0, 100.0, 400.0)


class Generator:
    """Draws documents for one caller."""

    def __init__(self, schema: GraphQLSchema, values: Values, rng: Random, asking: Asking) -> None:
        self._schema, self._values, self._rng, self._asking = schema, values, rng, asking
        self.discarded: Counter[str] = Counter()

    def draft(self) -> Draft:
        """The next document; a few are invalid, which costs too much to find out for each."""
        while True:
            text, variables, name = self._document()
            try:
                node = parse(text, max_tokens=MOST_TOKENS)
            except GraphQLError:
                self.discarded["too large"] += 1
                continue
            if find_excess(node) is None:
                return Draft(text, node, variables, name)
            self.discarded["too large"] += 1

    def _document(self) -> tuple[str, list[Variable], str | None]:
        rng, query = self._rng, self._schema.query_type
        assert query is not None
        self._values.wild = rng.random() < WILD
        selections = Selections(self._schema, self._values, rng, self._asking)
        changes = [*self._asking.changes.values()] if rng.random() < CHANGING else []
        if changes:
            body, kind = selections.write_changes(rng.sample(changes, rng.choice((1, 1, 2)))), "mutation"
        else:
            body, kind = selections.write(query, rng.choice(DEPTHS), rng.choice(BREADTHS), {}), "query"
        fragments = _used(body, selections.fragments)
        whole = " ".join([body, *(fragment.text for fragment in fragments)])
        variables = [one for one in selections.inputs.variables if re.search(rf"\${one.name}\b", whole)]
        head = ", ".join(one.declaration for one in variables)
        name = rng.choice(("", "", "Asked", "query"))
        parts = [f"{kind} {name}{f'({head})' if head else ''} {body}" if name or head else body]
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
