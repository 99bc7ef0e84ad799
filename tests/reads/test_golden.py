"""A change of any statement is seen; `python -m tests.reads.golden` writes them anew."""

import re

import pytest

from services.api.reads.sources import NONCE
from services.api.schema import make_schema
from services.core.storefronts.model import Role
from tests.reads.golden.statements import FOLDER, NOTHING, Statement, asked, statements

STATEMENTS = list(statements(make_schema()))


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda one: one.file.stem)
def test_a_document_is_compiled_to_the_statement_that_was_reviewed(statement: Statement) -> None:
    assert statement.text == statement.file.read_text()


def test_nothing_else_is_kept() -> None:
    assert {statement.file for statement in STATEMENTS} == set(FOLDER.glob("*.sql"))


def test_every_table_in_every_statement_is_bound_to_the_storefront() -> None:
    for statement in STATEMENTS:
        sql = statement.plan.sql
        assert sql.count("set_config('makegood.storefront'") == 1
        for table, alias in re.findall(r"(?:from|join) ([a-z_]+) ([a-z]\w*)", sql):
            column = "id" if table == "storefronts" else "storefront_id"
            assert re.search(rf"\b{alias}\.{column} = \w+\.(id|storefront_id)", sql), (statement.name, table)


def test_what_only_this_process_knows_stands_in_no_statement() -> None:
    assert not any(NONCE in statement.plan.sql for statement in STATEMENTS)


def test_the_texts_are_the_same_in_every_process_and_for_every_value() -> None:
    again = {one.file: one.text for one in statements(make_schema())}
    assert again == {one.file: one.text for one in STATEMENTS}


def test_documents_that_only_answer_values_have_no_statement() -> None:
    named = {statement.name for statement in STATEMENTS}
    assert set(asked(NOTHING)) - named == {
        "claimEligibility",
        "claimPolicyDryRun",
        "claimRule",
        "customerTokenCreate",
        "deadlines",
        "guestTokenCreate",
        "messagePreview",
        "platformConnect",
        "recoveryOptions",
        "messageTemplateUpdate",
        "messageTemplates",
        "staffTokenCreate",
        "tokensRevoke",
    }


def test_only_what_is_kept_from_customers_differs_for_them() -> None:
    texts = {(one.name, one.role): one.text for one in STATEMENTS}
    same = {name for name, role in texts if texts[name, Role.CLIENT] == texts[name, Role.CUSTOMER]}
    assert same == {"storefront"}
