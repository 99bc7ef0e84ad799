"""Whole cases as documents, on the wire."""
