from pathlib import Path

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate
from graphql.language import FieldNode

from services.api.export import sdl
from tests.api.nouns.asking import OPERATIONS

FILES = sorted(OPERATIONS.glob("*.graphql"))
WIDGET = {"orderStatus": "order", "orderChanges": "orderUpdated"}
"""What the widget selects of root fields that have a document of their own."""


@pytest.fixture(scope="module")
def built() -> GraphQLSchema:
    return build_schema(sdl())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_fits_the_schema(file: Path, built: GraphQLSchema) -> None:
    assert validate(built, parse(file.read_text())) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_holds_one_operation_named_after_its_file(file: Path) -> None:
    parts = parse(file.read_text()).definitions
    (operation,) = (part for part in parts if isinstance(part, OperationDefinitionNode))
    assert operation.name is not None
    assert operation.name.value == file.stem[0].upper() + file.stem[1:]
    (root,) = operation.selection_set.selections
    assert isinstance(root, FieldNode)
    assert root.name.value == WIDGET.get(file.stem, file.stem)


def test_every_root_field_has_a_document(built: GraphQLSchema) -> None:
    roots = [built.query_type, built.mutation_type, built.subscription_type]
    names = {name for root in roots if root is not None for name in root.fields}
    assert names - {"_entities", "_service"} == {file.stem for file in FILES} - WIDGET.keys()
