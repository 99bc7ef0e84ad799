"""`make demo`: one customer's story in the terminal, against a service that runs."""
