"""`make demo`: two customers' stories in the terminal, against a service that runs."""
