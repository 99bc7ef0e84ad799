"""Jobs on evidence, and what they run apart: looking through files, and making clean copies of them."""
