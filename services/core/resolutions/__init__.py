"""How a claim is made good: what is offered, what is chosen, and what became of it."""
