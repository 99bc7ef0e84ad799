"""Resolutions on the wire."""
