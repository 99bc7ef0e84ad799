"""FedEx's bodies: results by number, papers, and the many places where it says no."""

import base64
import binascii

from services.core.outside.reading import decode, record, records, text
from services.core.ports import Rejected, Unavailable, Unintelligible
from services.core.shipments.model import ProofFile, ProofKind

Json = dict[str, object]

MOST_FILES = 5

# in a good answer these are about the account, or about FedEx itself
STATUSES = {"NOT.AUTHORIZED.ERROR": 401, "FORBIDDEN.ERROR": 403}
AWAY = frozenset({"INTERNAL.SERVER.ERROR", "SERVICE.UNAVAILABLE.ERROR", "SYSTEM.UNAVAILABLE.EXCEPTION"})

MEDIA_TYPES = ((b"%PDF", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: `{"errors": [{"code", "message"}]}`; its message may quote what was asked."""
    try:
        code = _code(decode("fedex", body, dict[str, object]))
    except Unintelligible:
        code = ""
    found = "NOT_FOUND" if "NOTFOUND" in code or status == 404 else code or f"HTTP_{status}"
    return Rejected(found, f"FedEx said no ({status}).")


def read(body: bytes) -> dict[str, list[Json]]:
    """The results by tracking number as it was asked for.

    Raises:
        Rejected, Unavailable: the answer holds a refusal, or says that FedEx is away.
        Unintelligible: this is no list of results.
    """
    output = _output(body)
    if not isinstance(output.get("completeTrackResults"), list):
        raise Unintelligible("fedex: There are no results.")
    found: dict[str, list[Json]] = {}
    for complete in records(output["completeTrackResults"]):
        number = text(complete.get("trackingNumber"), 100)
        found.setdefault(bare(number), []).extend(records(complete.get("trackResults")))
    return found


def read_documents(body: bytes) -> tuple[ProofFile, ...]:
    """The papers of a delivery. A letter with the signature, or saying that there is none: so it proves no signature.

    Raises:
        Rejected, Unavailable: as `read`.
        Unintelligible: there is no list of papers, or one is no file that FedEx makes.
    """
    documents = _output(body).get("documents")
    if not isinstance(documents, list):
        raise Unintelligible("fedex: There are no documents.")
    return tuple(_file(document) for document in documents[:MOST_FILES])


def bare(number: str) -> str:
    """A number as numbers are compared: FedEx drops what stands between its digits."""
    return "".join(filter(str.isalnum, number)).upper()


def _output(body: bytes) -> Json:
    answer = decode("fedex", body, dict[str, object])
    code = _code(answer)
    if code in AWAY:
        raise Unavailable(f"fedex: {code}", ambiguous=False)
    if code:
        no = rejection(200, body)
        no.status = STATUSES.get(code)
        raise no
    return record(answer.get("output"))


def _code(answer: Json) -> str:
    errors = records(answer.get("errors"))
    return text(errors[0].get("code"), 100) if errors else ""


def _file(document: object) -> ProofFile:
    lines = document.split() if isinstance(document, str) else []
    try:
        content = base64.b64decode("".join(lines), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unintelligible("fedex: A document is no base64.") from error
    media_type = next((media_type for mark, media_type in MEDIA_TYPES if content.startswith(mark)), None)
    if media_type is None:
        raise Unintelligible("fedex: A document is neither PDF nor PNG.")
    return ProofFile(ProofKind.DOCUMENT, media_type, content)
