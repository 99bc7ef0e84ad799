"""Any entity by its id alone, whose prefix tells where to look."""

import strawberry

from services.api.entities import Node
from services.api.reads.words import REQUIRED, Argument, nodes


@strawberry.type
class NodeQuery:
    """The queries by id alone."""

    node: Node | None = nodes(
        "Anything by its id; null when there is nothing that the caller may see. Tasks and effects need the scope "
        "`operate`.",
        Argument("id", strawberry.ID, "The global id.", REQUIRED),
        many=False,
    )
    nodes: list[Node | None] = nodes(
        "Several entities by their ids, each in its place, null where there is nothing to see.",
        Argument("ids", list[strawberry.ID], "The global ids, 100 at most.", REQUIRED),
        many=True,
    )
