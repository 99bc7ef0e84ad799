"""What an app can have a shop do."""

from services.sandbox.shopify.admin.mutations.credits import CreditMutations
from services.sandbox.shopify.admin.mutations.orders import OrderMutations
from services.sandbox.shopify.admin.mutations.parcels import ParcelMutations
from services.sandbox.shopify.admin.mutations.refunds import RefundMutations
from services.sandbox.shopify.admin.mutations.subscriptions import SubscriptionMutations


class Mutations(RefundMutations, CreditMutations, OrderMutations, ParcelMutations, SubscriptionMutations):
    """The fields of `Mutation`."""
