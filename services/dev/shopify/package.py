"""Shopify's own developer package on npm, which brings the whole schema along."""

import gzip
import io
import json
import tarfile
from typing import Any

import httpx

PACKAGE = "@shopify/dev-mcp"
REGISTRY = "https://registry.npmjs.org"


def fetch(version: str, package_version: str = "latest") -> dict[str, Any]:
    """The introspection (`data`) of an API version, and which scopes open its types and fields (`offline_scopes`).

    Raises:
        httpx.HTTPError: the registry cannot be reached.
        KeyError: the package knows no such API version.
    """
    with httpx.Client(timeout=120, follow_redirects=True) as client:
        about = client.get(f"{REGISTRY}/{PACKAGE}/{package_version}").raise_for_status().json()
        tarball = client.get(about["dist"]["tarball"]).raise_for_status().content
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        member = archive.extractfile(f"package/dist/data/admin_{version}.json.gz")
        assert member is not None, "it is a file"
        whole: dict[str, Any] = json.loads(gzip.decompress(member.read()))
        return whole
