"""GraphiQL for who develops with Makegood: what it is made of, and the command that makes it."""
