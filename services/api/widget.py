"""/widget/…: the widget's modules, under a version that their bytes decide, and the import map that pins them."""

import base64
import gzip
import re
from dataclasses import dataclass
from hashlib import sha256, sha384
from pathlib import Path

import msgspec
from rcssmin import cssmin
from rjsmin import jsmin
from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).resolve().parents[1] / "widget"
MOST_BYTES = 1024 * 1024
"""Of all modules together, as they stay in memory."""
_MAP = "importmap.json"
_ENTRY = "makegood-"
"""Begins the modules at the top that pages name; the others are loaded by these."""
_ANYONE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_MINUTES = {"Cache-Control": "public, max-age=300"}
_NEVER = {"Cache-Control": "no-store"}
_SHEET = re.compile(r"(?<=\.replaceSync\(`)[^`]*")
_NO_GZIP = re.compile(r"\s*q=0(\.0*)?\s*")


class _Package(msgspec.Struct):
    version: str


@dataclass(frozen=True, slots=True)
class Module:
    """One file as it goes out."""

    content: bytes
    compressed: bytes
    tag: str

    @property
    def integrity(self) -> str:
        """What a page may hold the file to (Subresource Integrity)."""
        return f"sha384-{base64.b64encode(sha384(self.content).digest()).decode()}"


class Widget:
    """The files of a folder with a package.json and `src`, read once. Needs neither the database nor Redis.

    Raises:
        ValueError: there is more in it than a page should ever have to load.
    """

    def __init__(self, folder: Path, public_url: str) -> None:
        self._modules = _read(folder / "src") if (folder / "package.json").exists() else {}
        self.version = _version(folder, self._modules) if self._modules else ""
        self._map = msgspec.json.encode(self._import_map(public_url.rstrip("/")))

    async def serve(self, request: Request) -> Response:
        """Give a module for good, or lead to it from a name that may mean another one tomorrow."""
        path = request.path_params["path"]
        version, _, name = path.partition("/")
        if version == self.version and name in self._modules:
            answer = _give(self._modules[name], request)
        elif path == _MAP and self._modules:
            answer = Response(self._map, headers=_FOR_MINUTES, media_type="application/json")
        elif path in self._modules:
            answer = self._lead(path, path, _FOR_MINUTES)
        elif name in self._modules:
            # never kept: while an update rolls, two processes would each send visitors on to the other's version
            answer = self._lead(path, name, _NEVER)
        else:
            answer = self._missing()
        answer.headers.update(_ANYONE)
        return answer

    def _lead(self, path: str, name: str, headers: dict[str, str]) -> Response:
        # relative, so that it holds on every host and below every prefix
        return Response(None, 307, headers | {"Location": f"{'../' * path.count('/')}{self.version}/{name}"})

    def _missing(self) -> Response:
        entries = ", ".join(f"/widget/{name}" for name in self._entries())
        told = f"There is no such file; a page loads one of {entries}, and /widget/{_MAP} lists the rest."
        if not self._modules:
            told = "The widget's files are not installed here; put the folder services/widget beside services/api."
        error = {"error": {"code": "NOT_FOUND", "message": told}}
        return Response(msgspec.json.encode(error), 404, _NEVER, "application/json")

    def _entries(self) -> list[str]:
        return [name for name in self._modules if name.startswith(_ENTRY)]

    def _import_map(self, public_url: str) -> dict[str, dict[str, str]]:
        urls = {name: f"{public_url}/widget/{self.version}/{name}" for name in self._modules}
        return {
            "imports": {name.removesuffix(".js"): urls[name] for name in self._entries()},
            "integrity": {urls[name]: module.integrity for name, module in self._modules.items()},
        }


def _read(source: Path) -> dict[str, Module]:
    files = sorted(source.rglob("*.js"))
    if sum(file.stat().st_size for file in files) > MOST_BYTES:
        raise ValueError(f"the modules in {source} have more than {MOST_BYTES // 1024} KiB together")
    # without comments and indentation, a quarter less to load; names stay, so that errors of pages can be read
    return {file.relative_to(source).as_posix(): _module(file.read_text()) for file in files}


def _module(text: str) -> Module:
    content = _SHEET.sub(lambda sheet: cssmin(sheet[0]), jsmin(text)).encode()
    return Module(content, gzip.compress(content, 9, mtime=0), sha256(content).hexdigest()[:32])


def _version(folder: Path, modules: dict[str, Module]) -> str:
    package = msgspec.json.decode((folder / "package.json").read_bytes(), type=_Package)
    every = sha256()
    for name, module in modules.items():
        every.update(f"{name}\0{len(module.content)}\0".encode() + module.content)
    return f"{package.version}-{every.hexdigest()[:12]}"


def _give(module: Module, request: Request) -> Response:
    compressed = _takes_gzip(request.headers.get("accept-encoding", ""))
    tag = f'"{module.tag}{"-gzip" if compressed else ""}"'
    headers = {**_FOR_GOOD, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in (known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")):
        return Response(None, 304, headers)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    return Response(module.compressed if compressed else module.content, 200, headers, "text/javascript")


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return not _NO_GZIP.fullmatch(weight)
    return False
