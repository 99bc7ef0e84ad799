"""What `make run` prints when everything answers."""

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def banner(ports: Mapping[str, int], data: Path, storefronts: Sequence[Mapping[str, Any]]) -> str:
    """Where everything is, the keys of the demo storefronts, and what to type next."""
    lines = ["", "Makegood runs. Ctrl-C stops it; the data stays in " + str(data), ""]
    if "Sandbox" in ports:
        lines += [f"  Begin here   http://127.0.0.1:{ports['Sandbox']}/demo/", ""]
    lines += [f"  {who:<12} http://127.0.0.1:{port}" for who, port in ports.items() if who != "SMTP"]
    if "SMTP" in ports:
        lines += [f"  {'Mails':<12} http://127.0.0.1:{ports['Sandbox']}/mail/"]
    if storefronts and "secretKey" in storefronts[0]:
        # behind the #, so that no server is told
        lines += [f"  {'GraphiQL':<12} http://127.0.0.1:{ports['API']}/graphql#key={storefronts[0]['secretKey']}"]
    for storefront in storefronts:
        name, *rest = storefront.items()
        lines += ["", f"  {name[1]}", *(f"    {key:<16} {value}" for key, value in rest)]
    lines += ["", "Next, in another terminal:", "", "  make demo", ""]
    if storefronts and "secretKey" in storefronts[0]:
        query = shlex.quote(json.dumps({"query": "{ storefront { id name } }"}))
        lines += [
            f"  curl -s http://127.0.0.1:{ports['API']}/graphql \\",
            f"    -H 'Authorization: Bearer {storefronts[0]['secretKey']}' \\",
            f"    -H 'Content-Type: application/json' -d {query}",
            "",
        ]
    return "\n".join(lines)
