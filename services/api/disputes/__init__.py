"""What a bank disputes, over GraphQL."""
