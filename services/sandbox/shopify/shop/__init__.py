"""What a shop holds and what can happen in it, whoever asks: the Admin API, the control API or a test."""
