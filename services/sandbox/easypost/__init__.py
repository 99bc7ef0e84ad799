"""EasyPost's trackers, webhooks and events (API version 2), as its clients and recorded answers show them."""
