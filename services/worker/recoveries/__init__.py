"""Jobs of the recovery leg."""
