"""Whom to ask for the money of a parcel that went wrong, in which order, and why: pure decisions."""
