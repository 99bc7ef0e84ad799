"""Accounts at companies outside, on the wire, for those who may operate."""
