"""The door for storefronts: GraphQL in, pushes out; it creates no task and calls nobody outside."""
