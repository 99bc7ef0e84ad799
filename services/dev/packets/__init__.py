"""Sample packets, one for each counterparty, to look at."""
