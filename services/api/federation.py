"""Apollo Federation's two root fields: a gateway asks them for our schema, and for entities that others refer to."""

from typing import Annotated, Any

import strawberry
from strawberry.federation.schema import FederationAny
from strawberry.printer import print_schema

from services.api.access import Info
from services.api.claims.types import Claim
from services.api.orders.types import Order
from services.api.reads.words import REQUIRED, Argument, entities
from services.api.shipments.types import Shipment

VERSION = "2.9"
"""The newest version that all composers take; Hive's refuses 2.10 and 2.11."""

ANY = strawberry.scalar(
    name="_Any",
    description="A representation of an entity: an object with its `__typename` and its `id`.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)

Entity = Annotated[Order | Shipment | Claim, strawberry.union("_Entity", description="What a gateway can ask for.")]


@strawberry.type(name="_Service", description="This schema as a part of a larger one.")
class Service:
    """The subgraph."""

    sdl: str = strawberry.field(description="The schema with its directives for Apollo Federation.")


def _service(info: Info) -> Service:
    schema: Any = info.schema
    return Service(sdl=print_schema(schema))


@strawberry.type
class FederationQuery:
    """The queries of gateways."""

    entities_: list[Entity | None] = entities(
        "Entities by their representations, each in its place; null where there is nothing to see, with an error where "
        "the representation is none.",
        Argument("representations", list[FederationAny], "The representations, 1000 at most.", REQUIRED),
        name="_entities",
    )

    service_: Service = strawberry.field(
        name="_service", description="This schema as a part of a larger one.", resolver=_service
    )
