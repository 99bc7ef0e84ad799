"""A plain page about the shops, for people."""
