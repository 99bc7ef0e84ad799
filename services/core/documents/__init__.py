"""Whole cases as documents: for the bank, the carrier or the shop itself."""
