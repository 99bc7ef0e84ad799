"""Public suites and other makers' clients against the running service; what they find is counted, nothing fails."""
