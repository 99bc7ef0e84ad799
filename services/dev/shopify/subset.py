"""The part of a schema that documents reach: selected fields, their arguments, whole inputs, and nothing described."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    Visitor,
    build_client_schema,
    get_named_type,
    parse,
    print_schema,
    validate,
    visit,
)

BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}


@dataclass
class Reached:
    """What documents use: types, fields by type, arguments by `Type.field`, directives."""

    types: set[str] = field(default_factory=set)
    fields: dict[str, set[str]] = field(default_factory=dict)
    arguments: dict[str, set[str]] = field(default_factory=dict)
    directives: set[str] = field(default_factory=set)

    def coordinates(self) -> set[str]:
        """The types and fields, written `Type` and `Type.field`."""
        return self.types | {f"{name}.{one}" for name, fields in self.fields.items() for one in fields}


class _Walk(Visitor):
    """Notes what one document uses, while `info` knows where it is."""

    def __init__(self, info: TypeInfo, reached: Reached) -> None:
        super().__init__()
        self.info, self.reached = info, reached

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """A selected field, and what it gives."""
        parent, kind = self.info.get_parent_type(), get_named_type(self.info.get_type())
        if parent is None or kind is None or node.name.value.startswith("__"):
            return
        self.reached.types |= {parent.name, kind.name}
        self.reached.fields.setdefault(parent.name, set()).add(node.name.value)

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: object) -> None:
        """A type that is told apart from others."""
        if node.type_condition:
            self.reached.types.add(node.type_condition.name.value)

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        """An argument, and what it takes."""
        kind = self.info.get_input_type()
        if kind is not None:
            self.reached.types.add(get_named_type(kind).name)
        parent, definition = self.info.get_parent_type(), self.info.get_field_def()
        if self.info.get_directive() is None and isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            name = next(name for name, known in parent.fields.items() if known is definition)
            self.reached.arguments.setdefault(f"{parent.name}.{name}", set()).add(node.name.value)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> None:
        """What a variable holds."""
        kind = self.info.get_input_type()
        if kind is not None:
            self.reached.types.add(get_named_type(kind).name)

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """A directive that is used."""
        self.reached.directives.add(node.name.value)


def reach(schema: GraphQLSchema, documents: Iterable[DocumentNode]) -> Reached:
    """What the documents use of the schema. Raises `GraphQLError` for one that is not valid."""
    reached = Reached()
    for document in documents:
        for error in validate(schema, document):
            raise GraphQLError(str(error))
        info = TypeInfo(schema)
        visit(document, TypeInfoVisitor(info, _Walk(info, reached)))
    return reached


def subset(introspection: Mapping[str, Any], texts: Iterable[str]) -> tuple[str, Reached]:
    """The reached part as SDL, and what was reached. Raises `GraphQLError` for a document that is not valid."""
    whole = introspection["__schema"]
    # some implementations deprecate what their interface does not, which graphql-core would refuse
    schema = build_client_schema({"__schema": whole}, assume_valid=True)
    reached = reach(schema, [parse(text) for text in texts])
    types = {one["name"]: one for one in whole["types"]}
    _close(types, reached)
    kept = [_trimmed(types[name], reached) for name in sorted(reached.types | BUILT_IN) if name in types]
    directives = [_plain(one) for one in whole["directives"] if one["name"] in reached.directives]
    roots = {root: whole[root] and {"name": whole[root]["name"]} for root in ("queryType", "mutationType")}
    part = {**roots, "subscriptionType": None, "types": kept, "directives": directives}
    return print_schema(build_client_schema({"__schema": part})) + "\n", reached  # type: ignore[typeddict-item]


def _close(types: Mapping[str, Any], reached: Reached) -> None:
    """Add what the reached types cannot be without: inputs within inputs, and the fields that interfaces ask for."""
    open_inputs = [name for name in reached.types if types[name]["kind"] == "INPUT_OBJECT"]
    while open_inputs:
        for value in types[open_inputs.pop()]["inputFields"]:
            name = _named(value["type"])
            if name not in reached.types:
                reached.types.add(name)
                if types[name]["kind"] == "INPUT_OBJECT":
                    open_inputs.append(name)
    for name in sorted(reached.types):
        for interface in types[name].get("interfaces") or []:
            if interface["name"] in reached.types:
                wanted = reached.fields.get(interface["name"], set())
                reached.fields.setdefault(name, set()).update(wanted)
                reached.types.update(_named(one["type"]) for one in types[name]["fields"] if one["name"] in wanted)


def _trimmed(kind: Mapping[str, Any], reached: Reached) -> dict[str, Any]:
    """The type with what was reached of it."""
    trimmed = _plain(kind)
    fields = reached.fields.get(kind["name"], set())
    if kind.get("fields") is not None:
        trimmed["fields"] = [
            {**_plain(one), "args": [_plain(arg) for arg in one["args"] if _asked(kind["name"], one, arg, reached)]}
            for one in kind["fields"]
            if one["name"] in fields
        ]
    if kind.get("inputFields") is not None:
        trimmed["inputFields"] = [_plain(one) for one in kind["inputFields"]]
    for others in ("interfaces", "possibleTypes"):
        if kind.get(others) is not None:
            trimmed[others] = [one for one in kind[others] if one["name"] in reached.types]
    return trimmed


def _asked(kind: str, one: Mapping[str, Any], argument: Mapping[str, Any], reached: Reached) -> bool:
    """Whether a field's argument is given by some document, or must be."""
    return (
        argument["name"] in reached.arguments.get(f"{kind}.{one['name']}", set())
        or argument["type"]["kind"] == "NON_NULL"
    )


def _plain(described: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what people wrote about it."""
    plain = {**described, "description": None, "specifiedByURL": None}
    if described.get("enumValues") is not None:
        plain["enumValues"] = [{**value, "description": None} for value in described["enumValues"]]
    if described.get("args") is not None:
        plain["args"] = [{**value, "description": None} for value in described["args"]]
    return plain


def _named(reference: Mapping[str, Any]) -> str:
    while reference["name"] is None:
        reference = reference["ofType"]
    return str(reference["name"])
