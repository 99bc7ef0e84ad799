"""Orders on the wire."""
