"""`subset` writes schema and scopes anew from Shopify's package; `table` prints and keeps the table of documents."""

import argparse
import json
import sys

from services.core.companies.shopify.documents import NAMES, load
from services.core.companies.shopify.topics import TOPICS
from services.dev.shopify import access, package
from services.dev.shopify.places import ACCESS, PAGE, SDL, VERSION
from services.dev.shopify.subset import subset
from services.dev.shopify.table import table

BEGIN, END = "<!-- documents -->\n", "\n<!-- /documents -->"


def page(text: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m services.dev.shopify", description=sys.modules[__name__].__doc__)
    parser.add_argument("command", choices=["subset", "table"])
    command = parser.parse_args().command
    if command == "subset":
        whole = package.fetch(VERSION)
        text, reached = subset(whole["data"], map(load, NAMES))
        SDL.write_text(text, encoding="utf-8")
        guards = access.read(whole, reached, TOPICS)
        ACCESS.write_text(json.dumps(guards, indent=1) + "\n", encoding="utf-8")
    else:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        print(table())


if __name__ == "__main__":
    main()
