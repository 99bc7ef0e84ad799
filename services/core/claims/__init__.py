"""What the customer says went wrong."""
