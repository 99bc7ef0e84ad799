"""Shopify's schema, as far as our documents reach into it, and what they need of a shop's owner."""
