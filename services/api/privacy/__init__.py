"""What the law gives people over their data, over GraphQL."""
