"""What each counterparty asks for and until when, written down as data, and the clocks that it makes run."""
