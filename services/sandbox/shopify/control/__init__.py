"""The control API of the shops: what merchants, customers and carriers do in them."""
