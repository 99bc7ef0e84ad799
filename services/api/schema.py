"""The schema, put together from the nouns."""

from collections.abc import Iterable

import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.federation.schema import FederationAny
from strawberry.schema.config import StrawberryConfig

from services.api.access import close
from services.api.accounts.events import AccountSubscription
from services.api.accounts.mutations import AccountMutation
from services.api.accounts.queries import AccountQuery
from services.api.claims.desk import ClaimDeskMutation
from services.api.claims.eligibility import EligibilityQuery
from services.api.claims.events import ClaimSubscription
from services.api.claims.mutations import ClaimMutation
from services.api.claims.queries import ClaimQuery
from services.api.correspondence.mutations import CorrespondenceMutation
from services.api.correspondence.queries import CorrespondenceQuery
from services.api.coverages.mutations import CoverageMutation
from services.api.coverages.types import Coverage
from services.api.disputes.events import DisputeSubscription
from services.api.disputes.queries import DisputeQuery
from services.api.documents.mutations import ExportMutation
from services.api.documents.types import ClaimExport
from services.api.evidence.mutations import EvidenceMutation
from services.api.evidence.types import Evidence
from services.api.federation import ANY, VERSION, FederationQuery
from services.api.ledger.mutations import LedgerMutation
from services.api.nodes import NodeQuery
from services.api.operating.deadlines import DeadlineQuery
from services.api.operating.mutations import OperatingMutation
from services.api.operating.queries import OperatingQuery
from services.api.operating.types import Effect, Task
from services.api.orders.events import OrderSubscription
from services.api.orders.mutations import OrderMutation
from services.api.orders.queries import OrderQuery
from services.api.policies.dry_run import PolicyDryRunQuery
from services.api.policies.mutations import PolicyMutation
from services.api.policies.queries import PolicyQuery
from services.api.privacy.mutations import PrivacyMutation
from services.api.privacy.queries import PrivacyQuery
from services.api.protocol import EXTENSIONS
from services.api.reads.execution import Compiled, ReadSchema
from services.api.recoveries.events import RecoverySubscription
from services.api.recoveries.exports import RecoveryExportMutation
from services.api.recoveries.mutations import RecoveryMutation
from services.api.recoveries.options import RecoveryOptionsMutation, RecoveryOptionsQuery
from services.api.recoveries.queries import RecoveryQuery
from services.api.recoveries.recording import RecoveryRecordingMutation
from services.api.resolutions.mutations import ResolutionMutation
from services.api.scalars import SCALARS
from services.api.shipments.events import ShipmentSubscription
from services.api.shipments.mutations import ShipmentMutation
from services.api.shipments.queries import ShipmentQuery
from services.api.storefronts import StorefrontQuery
from services.api.tokens import TokenMutation


@strawberry.type(description="What can be asked.")
class Query(
    StorefrontQuery,
    OrderQuery,
    ShipmentQuery,
    ClaimQuery,
    EligibilityQuery,
    PolicyQuery,
    PolicyDryRunQuery,
    CorrespondenceQuery,
    DisputeQuery,
    RecoveryQuery,
    RecoveryOptionsQuery,
    DeadlineQuery,
    PrivacyQuery,
    OperatingQuery,
    NodeQuery,
    FederationQuery,
    AccountQuery,
):
    """All queries."""


@strawberry.type(
    description="What can be changed. Every mutation takes one `input` with an `idempotencyKey`, and answers with "
    "`userErrors` where it refuses."
)
class Mutation(
    OrderMutation,
    ShipmentMutation,
    ClaimMutation,
    EvidenceMutation,
    ExportMutation,
    ResolutionMutation,
    LedgerMutation,
    CoverageMutation,
    RecoveryMutation,
    RecoveryOptionsMutation,
    RecoveryRecordingMutation,
    RecoveryExportMutation,
    CorrespondenceMutation,
    PolicyMutation,
    PrivacyMutation,
    TokenMutation,
    OperatingMutation,
    ClaimDeskMutation,
    AccountMutation,
):
    """All mutations."""


@strawberry.type(description="What can be watched. Every event carries the cursor to continue behind it.")
class Subscription(
    OrderSubscription,
    ShipmentSubscription,
    ClaimSubscription,
    DisputeSubscription,
    RecoverySubscription,
    AccountSubscription,
):
    """All subscriptions."""


def make_schema(extensions: Iterable[type[SchemaExtension]] = EXTENSIONS) -> strawberry.Schema:
    """The schema of one process."""
    close(Mutation, Subscription)
    return ReadSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[ClaimExport, Evidence, Task, Effect, Coverage],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
        extensions=[*extensions, Compiled],
        scalar_overrides={FederationAny: ANY},
        federation_version=VERSION,
    )
