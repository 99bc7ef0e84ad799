"""Claim policies on the wire."""
