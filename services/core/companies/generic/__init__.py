"""Any shop as a platform, by signed HTTP calls to endpoints that the shop itself serves.

An account holds `base_url`, `secret` (`whsec_` and base64 of 24 to 64 bytes) and `environment`, which is `test` where
the endpoints move no real money. `deploy/generic-platform.md` tells a shop's developers what to serve; in short:

    POST {base_url}/refunds          money of an order back, by lines and shipping
    POST {base_url}/credits          store credit
    POST {base_url}/gift-cards       a gift card
    POST {base_url}/reshipments      goods once more
    GET  {base_url}/refunds/{key}    whether that was done, and so for the other three
    POST {base_url}/stock            how many can be sent again; changes nothing

Each call is signed as Standard Webhooks 1.0 says, with the key of what is asked for as `webhook-id`: the same id is
the same effect, for a day at least. What the shop posts to us is signed in the same way with the hook's own secret.
"""

from services.core.companies.generic.adapter import GenericPlatform

__all__ = ["GenericPlatform"]
