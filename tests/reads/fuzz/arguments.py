"""Chooses a field's arguments: pages and their cursors, one name of an entity, and whatever else there is."""

from random import Random

from graphql import GraphQLEnumType, GraphQLField, GraphQLList, GraphQLNonNull, get_named_type

from tests.reads.fuzz.inputs import Inputs
from tests.reads.fuzz.values import Make, Values

NAMES = {
    "Query.order": (("id",), ("number",), ("externalId",)),
    "Query.shipment": (("id",), ("trackingNumber",), ("trackingNumber", "carrier")),
    "Query.claim": (("id",), ("number",)),
}
"""Which arguments name an entity together."""
DEFAULT_SIZE = 50
"""No list is longer when nothing is said."""
ABOUT = 4.0
"""How long lists are that cannot be bounded."""


class Arguments:
    """Writes the arguments of one document's fields."""

    def __init__(self, rng: Random, values: Values, inputs: Inputs) -> None:
        self.rng, self.values, self.inputs = rng, values, inputs

    def of(self, place: str, field: GraphQLField, breadth: float) -> tuple[str, float]:
        """The arguments as text, and how long a list they ask for; `breadth` is how long it may be."""
        rng, texts, size = self.rng, dict[str, str](), 1.0
        wanted = [
            name for name, one in field.args.items() if isinstance(one.type, GraphQLNonNull) or rng.random() < 0.4
        ]
        if place in NAMES and not (self.values.wild and rng.random() < 0.3):
            wanted = [*rng.choice(NAMES[place])]
        elif "first" in field.args:
            wanted = [name for name in wanted if name not in {"first", "last", "after", "before"}]
            texts, size = self._page(place, field, breadth)
        elif is_list(field):
            size = ABOUT
        named = place in NAMES and not self.values.wild
        parts: list[str] = []
        for name, one in field.args.items():
            if name in wanted and name not in texts:
                optional = not isinstance(one.type, GraphQLNonNull) and not named
                texts[name] = self.inputs.value(one.type, f"{place}({name})", optional=optional)
            parts += self.inputs.argument(name, one, texts.get(name))
        rng.shuffle(parts)
        return f"({', '.join(parts)})" if parts else "", size

    def _page(self, place: str, field: GraphQLField, breadth: float) -> tuple[dict[str, str], float]:
        rng, texts, most = self.rng, dict[str, str](), max(1, min(100, int(breadth)))

        def write(name: str, make: Make, tag: object) -> None:
            kind = field.args[name].type
            loose = not isinstance(kind, GraphQLNonNull) and breadth >= DEFAULT_SIZE
            texts[name] = self.inputs.value(
                kind, f"{place}({name})", make, optional=loose, default=isinstance(kind, GraphQLNonNull), tag=tag
            )

        ends = [name for name in ("first", "last") if name in field.args]
        if breadth < DEFAULT_SIZE or rng.random() < 0.7:
            write(rng.choice(ends), lambda: self.values.size(most), most)
        if self.values.wild and rng.random() < 0.1:
            write(rng.choice(ends), lambda: self.values.size(most), most)
        sides = [name for name in ("after", "before") if name in field.args and rng.random() < 0.25]
        sort = "NEWEST"
        if sides and "sort" in field.args:
            # a cursor belongs to its sort, so that the sort does not change when values are drawn anew
            kind = get_named_type(field.args["sort"].type)
            assert isinstance(kind, GraphQLEnumType)
            sort = rng.choice([*kind.values])
            write("sort", lambda: sort, sort)
        for side in sides:
            write(side, lambda: self.values.cursor(get_named_type(field.type).name, sort), sort)
        return texts, float(min(most, 20))


def is_list(field: GraphQLField) -> bool:
    """Whether the field is a list."""
    kind = field.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)
