"""Shipments on the wire."""
