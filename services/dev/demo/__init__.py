"""`make demo`: three customers' stories in the terminal, against a service that runs."""
