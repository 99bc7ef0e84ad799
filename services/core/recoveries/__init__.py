"""What is asked back from whoever carries the loss of a parcel."""
