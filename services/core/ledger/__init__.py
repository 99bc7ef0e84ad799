"""What every line of an order has been compensated, what must not be paid now, and what a case cost."""
