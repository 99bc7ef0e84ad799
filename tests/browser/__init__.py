"""What shoppers see, in a real browser."""
