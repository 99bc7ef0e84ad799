"""What the documents of schema/operations are compiled to, kept as text so that a change of any statement is seen."""
