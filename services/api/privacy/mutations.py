"""What people do about requests for personal data."""

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.privacy.types import PrivacyRequest
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.privacy import operations
from services.core.storefronts.model import Scope


@strawberry.input(description="Which request was answered.")
class PrivacyRequestCompleteInput:
    """A request for a customer's data."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The request's id.")


@strawberry.type(description="What became of `privacyRequestComplete`.")
class PrivacyRequestCompletePayload(Payload):
    """The request, or why not."""

    privacy_request: PrivacyRequest | None = strawberry.field(
        description="The request as it is now; null when it was refused.", default=None
    )


@strawberry.type
class PrivacyMutation:
    """The mutations on requests about personal data."""

    @mutation(Scope.OPERATE, "Note that a customer was given the data that they asked for.")
    async def privacy_request_complete(
        self, info: Info, given: Input[PrivacyRequestCompleteInput]
    ) -> PrivacyRequestCompletePayload:
        """Complete a request."""
        context = info.context
        request_id = await operations.complete(
            context.write, context.caller, given.id, key=given.idempotency_key, now=context.now()
        )
        return PrivacyRequestCompletePayload(privacy_request=refer(PrivacyRequest, request_id))
