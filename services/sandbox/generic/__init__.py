"""Shops that serve the endpoints of the generic platform, as their own developers would have written them.

/generic/{shop}/…             the endpoints, signed: refunds, credits, gift-cards, reshipments, stock
GET  /generic/{shop}          what was done there, and how often each key was posted
PUT  /generic/{shop}/ways     how the shop behaves: `services.sandbox.generic.shop.Ways`
PUT  /generic/{shop}/orders/{id}  an order whose bounds are kept: `services.sandbox.generic.shop.Order`
"""
