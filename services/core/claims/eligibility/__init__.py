"""Whether something can be claimed, and what can be expected of it: pure decisions."""
