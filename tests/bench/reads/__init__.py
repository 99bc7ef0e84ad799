"""The read path beside its neighbors, on the same rows of the same PostgreSQL."""
