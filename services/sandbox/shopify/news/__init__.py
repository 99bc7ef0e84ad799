"""What a shop tells: signed webhooks with bodies in the shape of the REST API."""
