"""Shops let in: who asked for it, and what became of the account."""
