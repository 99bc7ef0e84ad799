"""Everything of Makegood that runs."""
