"""Random query documents, asked of the API and of graphql-core over naive resolvers; both must answer the same."""
