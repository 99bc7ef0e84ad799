"""The money asked back from carriers, insurers and platforms, over GraphQL."""
