"""What is exported: the schema as text, and the hashes by which the widget names its documents."""

from pathlib import Path

import pytest

from services.api.export import MODULES, UnknownOperation, hashed, main
from services.core.persisted_documents import hash_text
from tests.api.nouns.asking import document

CLAIM_CREATE, ORDER = hash_text(document("claimCreate")), hash_text(document("order"))
MODULE = "// Names.\n\nexport const CLAIM_CREATE =\n  'sha256:old';\nexport const ORDER = '';\n"
CURRENT = MODULE.replace("sha256:old", f"sha256:{CLAIM_CREATE}").replace("''", f"'sha256:{ORDER}'")


def test_what_is_exported_is_current() -> None:
    assert main(["--check"]) == 0
    assert hash_text(document("orderStatus")) in (MODULES / "documents.js").read_text()


def test_each_name_gets_the_hash_of_its_document_and_nothing_else_changes() -> None:
    assert hashed(MODULE) == CURRENT
    assert hashed(CURRENT) == CURRENT


@pytest.mark.parametrize("changed", ["schema.graphql", "desk-documents.js", "documents.js"])
def test_a_stale_export_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: str) -> None:
    schema, place = tmp_path / "schema.graphql", tmp_path / changed
    for name in ("documents.js", "desk-documents.js"):
        (tmp_path / name).write_text(MODULE)
    assert main([], schema, tmp_path) == 0
    assert main(["--check"], schema, tmp_path) == 0
    current = place.read_text()
    place.write_text(current.replace(ORDER, CLAIM_CREATE).replace("type Claim ", "type Clam "))
    assert main(["--check"], schema, tmp_path) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith(changed)
    assert "python -m services.api.export" in said
    assert main([], schema, tmp_path) == 0
    assert place.read_text() == current


@pytest.mark.parametrize("module", [MODULE.replace("ORDER", "ORDRE"), "export default 'sha256:old'\n", ""])
def test_a_module_that_names_no_document_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], module: str
) -> None:
    with pytest.raises(UnknownOperation):
        hashed(module)
    (tmp_path / "documents.js").write_text(module)
    for arguments in ([], ["--check"]):
        assert main(arguments, tmp_path / "schema.graphql", tmp_path) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "schema/operations" in said
    assert (tmp_path / "documents.js").read_text() == module
