"""What covers parcels, over GraphQL."""
