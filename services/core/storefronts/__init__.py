"""Who asks: storefronts, the clients that act for them, and their accounts at companies outside."""
