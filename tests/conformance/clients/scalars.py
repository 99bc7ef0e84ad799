"""How the fuzzer writes our scalars; it loads this file by itself."""

import schemathesis
from hypothesis import strategies
from schemathesis.graphql import nodes

AMOUNTS = strategies.decimals(min_value=-1, max_value=10**12, places=2).map(str)
schemathesis.graphql.scalar("Decimal", (AMOUNTS | strategies.text(max_size=20)).map(nodes.String))
