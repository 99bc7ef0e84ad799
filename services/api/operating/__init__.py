"""The work behind the scenes on the wire, for those who may operate."""
