"""What an agent's desk reads of a case, and an order with many lines, beside the page of claims and a small order."""
