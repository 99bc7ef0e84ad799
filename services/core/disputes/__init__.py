"""The bank's leg: what card networks and banks ask the shop to answer for."""
