import pytest
import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
)
from strawberry.types.base import StrawberryObjectDefinition, get_object_definition
from strawberry.types.field import StrawberryField

from services.api.access import Gate, close
from services.api.claims.types import Claim
from services.api.export import sdl
from services.api.reads.declared import READING, Reading
from services.api.schema import Mutation, Query, Subscription


@pytest.fixture(scope="module")
def built() -> GraphQLSchema:
    return build_schema(sdl())


def described(built: GraphQLSchema) -> dict[str, str | None]:
    """Every name of the schema with its description."""
    found: dict[str, str | None] = {}
    for name, kind in built.type_map.items():
        if name.startswith("__"):
            continue
        found[name] = kind.description
        members: dict[str, GraphQLField | GraphQLInputField | GraphQLArgument] = {}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            members |= kind.fields
            for field_name, field in kind.fields.items():
                found |= {f"{name}.{field_name}({arg})": value.description for arg, value in field.args.items()}
        elif isinstance(kind, GraphQLInputObjectType):
            members |= kind.fields
        elif isinstance(kind, GraphQLEnumType):
            found |= {f"{name}.{value_name}": value.description for value_name, value in kind.values.items()}
        found |= {f"{name}.{member}": value.description for member, value in members.items()}
    return found


def test_every_type_field_argument_and_value_is_described(built: GraphQLSchema) -> None:
    names = described(built)
    assert [name for name, description in names.items() if not (description or "").strip()] == []
    assert len(names) > 300


def test_every_mutation_takes_one_input_with_an_idempotency_key(built: GraphQLSchema) -> None:
    assert built.mutation_type is not None
    for name, field in built.mutation_type.fields.items():
        assert list(field.args) == ["input"], name
        given = field.args["input"].type
        assert isinstance(given, GraphQLNonNull)
        assert isinstance(given.of_type, GraphQLInputObjectType)
        assert str(given.of_type.fields["idempotencyKey"].type) == "String!", name


def test_every_payload_has_user_errors_beside_nullable_fields(built: GraphQLSchema) -> None:
    assert built.mutation_type is not None
    for name, field in built.mutation_type.fields.items():
        assert isinstance(field.type, GraphQLNonNull), name
        payload = field.type.of_type
        assert isinstance(payload, GraphQLObjectType)
        kinds = {member: str(value.type) for member, value in payload.fields.items()}
        assert kinds.pop("userErrors") == "[UserError!]!", name
        assert kinds, name
        assert not any(kind.endswith("!") for kind in kinds.values()), name


def test_every_subscription_can_be_continued(built: GraphQLSchema) -> None:
    assert built.subscription_type is not None
    for name, field in built.subscription_type.fields.items():
        assert "after" in field.args, name
        assert isinstance(field.type, GraphQLNonNull)
        event = field.type.of_type
        assert isinstance(event, GraphQLObjectType)
        assert str(event.fields["cursor"].type) == "String!", name


def fields_of(*roots: type) -> list[StrawberryField]:
    """The fields of root types."""
    return [field for root in roots for field in get_object_definition(root, strict=True).fields]


def test_every_mutation_and_subscription_has_a_gate_and_every_query_a_scope(schema: strawberry.Schema) -> None:
    for field in fields_of(Mutation, Subscription):
        assert any(isinstance(extension, Gate) for extension in field.extensions), field.name
    readings: dict[str, Reading | None] = {field.name: dict(field.metadata).get(READING) for field in fields_of(Query)}
    gated = {one.name for one in fields_of(Query) if any(isinstance(extension, Gate) for extension in one.extensions)}
    # the schema itself is no secret: introspection tells it too
    assert {name for name, reading in readings.items() if reading is None} - gated == {"service_"}
    assert all(reading.scope is not None or reading.visitors for reading in readings.values() if reading is not None)


def test_a_root_field_without_a_gate_is_closed_for_visitors() -> None:
    @strawberry.type
    class Forgotten:
        @strawberry.field
        async def anything(self) -> int:
            return 1

    close(Forgotten)
    field = get_object_definition(Forgotten, strict=True).fields[0]
    gates = [extension for extension in field.extensions if isinstance(extension, Gate)]
    assert [gate.visitors for gate in gates] == [False]


def test_the_only_things_open_to_visitors_are_the_storefront_and_the_guest_token(schema: strawberry.Schema) -> None:
    changes = fields_of(Mutation, Subscription)
    gates = {field.name: e for field in changes for e in field.extensions if isinstance(e, Gate)}
    read = {field.name for field in fields_of(Query) if READING in field.metadata and field.metadata[READING].visitors}
    assert read | {name for name, gate in gates.items() if gate.visitors} == {"storefront", "guest_token_create"}


def test_an_internal_field_says_so_and_who_says_so_is_internal(schema: strawberry.Schema) -> None:
    definitions = [kind.definition for kind in schema.schema_converter.type_map.values()]
    kinds = [kind for kind in definitions if isinstance(kind, StrawberryObjectDefinition)]
    fields = [(kind.name, field) for kind in kinds for field in kind.fields]
    readings = {(kind, field.name): dict(field.metadata).get(READING) for kind, field in fields}
    internal = {place for place, reading in readings.items() if reading is not None and reading.internal}
    told = {(kind, field.name) for kind, field in fields if "not shown to customers" in (field.description or "")}
    assert internal == told
    assert {("Order", "customer"), ("Shipment", "tracked_by"), ("TrackingEvent", "source"), ("Actor", "id")} <= internal


def test_a_connection_is_named_after_its_nodes(built: GraphQLSchema) -> None:
    name = Claim.__name__
    assert f"{name}Connection" in built.type_map
    assert f"{name}Edge" in built.type_map
