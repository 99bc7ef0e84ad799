"""What is written about a claim, in and out, and the templates it is written from."""
