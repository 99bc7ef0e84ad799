"""Shopify: shops whose Admin API 2026-10 answers in its real wire format, signs webhooks and moves no real money."""
