"""Where the documents, the schema and the scopes lie."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
VERSION = "2026-10"
SDL = ROOT / f"services/sandbox/shopify/admin-{VERSION}.graphql"
"""The part of Shopify's schema that the documents reach; the sandbox runs on it."""
ACCESS = Path(__file__).parent / "access.json"
"""Which scopes open what: one of each list is enough."""
PAGE = ROOT / "deploy/shopify.md"
"""For whoever makes the app; holds the table of documents."""
