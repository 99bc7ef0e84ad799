"""What a person sees of the work behind the scenes, and decides about what stopped."""
