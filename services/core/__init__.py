"""The house: what is true whoever asks."""
