"""Shopify: the platform that an order was sold on, by its Admin GraphQL API."""
