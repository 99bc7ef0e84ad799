"""Packets for counterparties that are filed by hand: what each asks for, filled in, as a PDF and an archive."""
