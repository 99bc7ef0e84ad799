"""The types of the schema, each as a view of what the shop holds; a test compares them with the schema."""
