"""Writes the statements anew: `python -m tests.reads.golden`."""

from services.api.schema import make_schema
from tests.reads.golden.statements import FOLDER, statements

for old in FOLDER.glob("*.sql"):
    old.unlink()
for statement in statements(make_schema()):
    statement.file.write_text(statement.text)
