"""Measurements, each beside its neighbor in the same interleaved run; nothing here passes or fails."""
