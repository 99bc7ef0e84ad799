"""The demo: a shop's order page as a headless storefront builds it, what happens outside, and the shop's desk."""
