"""What was sold: the platform's orders as we know them."""
