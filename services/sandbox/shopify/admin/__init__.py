"""The Admin API: documents executed with graphql-core against the schema that Shopify publishes."""
