"""Claims on the wire."""
