"""What is asked of requests about personal data."""

import strawberry

from services.api.paging import Connection
from services.api.privacy.types import PrivacyRequest
from services.api.privacy.words import PrivacyKind
from services.api.reads.words import connection, wanted
from services.core.storefronts.model import Scope


@strawberry.input(description="Which requests; what is left out does not matter.")
class PrivacyRequestFilter:
    """Which requests."""

    kinds: list[PrivacyKind] | None = wanted("Only those for one of these.", "{t}.kind = any({value})")
    completed: bool | None = wanted("Only those that are done, or are not.", "({t}.completed_at is not null) = {value}")


@strawberry.type
class PrivacyQuery:
    """The queries on requests about personal data."""

    privacy_requests: Connection[PrivacyRequest] = connection(
        "What the law made platforms ask for, newest first. Needs the scope `operate`.",
        filter=PrivacyRequestFilter,
        scope=Scope.OPERATE,
    )
