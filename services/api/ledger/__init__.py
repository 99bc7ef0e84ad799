"""The ledger of a case on the wire."""
