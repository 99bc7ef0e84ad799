"""How large a selection is, counted once for each fragment, so that fragments that double cost nothing."""

from collections import Counter
from dataclasses import dataclass

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionNode, SelectionSetNode

INTROSPECTION = frozenset({"__schema", "__type"})
ALIAS_IN_INTROSPECTION = 15
"""For how many aliases one counts there: each makes the whole answer once more, and no tool sends any."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is once its fragments are written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )


class Measure:
    """Measures the selections of one document."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._sizes: dict[str, Size] = {}
        self._roots: dict[str, Counter[str]] = {}

    def selection(self, selections: SelectionSetNode | None) -> Size:
        """The size of all that is selected here and below."""
        total = Size()
        for node in selections.selections if selections else ():
            total += self._node(node)
        return total

    def roots(self, selections: SelectionSetNode) -> Counter[str]:
        """The fields that stand at this level, and how often."""
        found: Counter[str] = Counter()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                found[node.name.value] += 1
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in self._roots:
                    self._roots[name] = Counter()  # a fragment within itself is for validation to refuse
                    fragment = self._fragments.get(name)
                    self._roots[name] = self.roots(fragment.selection_set) if fragment else Counter()
                found += self._roots[name]
            else:
                inline: SelectionSetNode = getattr(node, "selection_set")  # noqa: B009 - a node's class does not tell
                found += self.roots(inline)
        return found

    def _node(self, node: SelectionNode) -> Size:
        own = Size(directives=len(node.directives or ()))
        if isinstance(node, FragmentSpreadNode):
            return own + self._fragment(node.name.value)
        if not isinstance(node, FieldNode):
            return own + self.selection(getattr(node, "selection_set", None))
        below = self.selection(node.selection_set)
        if node.name.value in INTROSPECTION:
            # deep by nature, and graphql-core bounds that by a rule of its own
            return own + Size(
                0, below.fields + 1, ALIAS_IN_INTROSPECTION * (below.aliases + bool(node.alias)), below.directives
            )
        return own + Size(below.depth + 1, below.fields + 1, below.aliases + bool(node.alias), below.directives)

    def _fragment(self, name: str) -> Size:
        if name not in self._sizes:
            self._sizes[name] = Size()  # a fragment within itself is for validation to refuse
            fragment = self._fragments.get(name)
            if fragment is not None:
                size = self.selection(fragment.selection_set)
                self._sizes[name] = size + Size(directives=len(fragment.directives or ()))
        return self._sizes[name]
