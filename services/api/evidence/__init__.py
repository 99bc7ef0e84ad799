"""Evidence on the wire."""
