"""What a message may be and who it is for: pure decisions over texts, senders and addresses."""

import hmac
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from services.core.correspondence.model import (
    Author,
    Channel,
    Envelope,
    MailSettings,
    NewMessage,
    ReceivedFile,
    ReceivedMail,
    Visibility,
    Way,
)
from services.core.evidence.model import SUFFIXES, TYPES, Evidence
from services.core.evidence.model import Visibility as Shown
from services.core.ids import is_id
from services.core.orders.policy import texts
from services.core.refusal import Problem, Refused
from services.core.storefronts.model import Caller

LONGEST_BODY = 20_000
LONGEST_SUBJECT = 300
MOST_ATTACHMENTS = 20
MOST_MESSAGES = 1000
"""Of one claim; a thread that is longer is a loop, or somebody's mischief."""
SIGNATURE_LETTERS = 24
_PREFIX = "claim+"
_LINE = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f]+")
_DOMAIN = re.compile(r"(?=.{3,180}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_DOMAIN.pattern}", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+")
_ENDINGS = {suffix: kind for kind, suffix in SUFFIXES.items()} | {"jpeg": "image/jpeg", "eml": "message/rfc822"}
_NUMBER = re.compile(r"\bCLM-[0-9A-Z]{8}\b", re.IGNORECASE)


def check(new: NewMessage) -> None:
    """Refuse a message that cannot be kept. Raises `Refused` with every problem found."""
    problems = texts((new.body, LONGEST_BODY, True, ("body",)))
    if len(new.attachment_ids) > MOST_ATTACHMENTS:
        problems.append(Problem("TOO_MANY", f"At most {MOST_ATTACHMENTS} attachments.", ("attachmentIds",)))
    problems += [
        _not_evidence(place)
        for place, evidence in enumerate(new.attachment_ids[:MOST_ATTACHMENTS])
        if not is_id(evidence, "evd") or evidence in new.attachment_ids[:place]
    ]
    if problems:
        raise Refused(*problems)


def check_attachments(new: NewMessage, found: Mapping[str, Evidence], caller: Caller) -> None:
    """Refuse what is no evidence of the message's claim, or none that the caller can see. Raises `Refused`."""
    problems = [
        _not_evidence(place)
        for place, evidence_id in enumerate(new.attachment_ids)
        if (one := found.get(evidence_id)) is None
        or one.added_at is None
        or (caller.is_customer and one.visibility is not Shown.PUBLIC)
    ]
    if problems:
        raise Refused(*problems)


def _not_evidence(place: int) -> Problem:
    message = "There is no such evidence on this claim; an upload is evidence once `claimAddEvidence` completed it."
    return Problem("NOT_FOUND", message, ("attachmentIds", str(place)))


def decide(new: NewMessage, *, by_customer: bool) -> Envelope:
    """What surrounds the message. Customers write for themselves, publicly, over the API.

    Others write for the shop: publicly by mail unless they name another channel, on which they have said it already.
    Or they record what somebody told the shop, over a channel that they name; a carrier's word is internal at first.

    Raises:
        Refused: an author that the caller cannot be or record, or a channel that is missing.
    """
    if by_customer:
        if new.author not in (None, Author.CUSTOMER):
            raise Refused(Problem("INVALID", "You write for yourself; leave the author out.", ("author",)))
        return Envelope(Author.CUSTOMER, Channel.API, Way.INBOUND, Visibility.PUBLIC)
    match new.author or Author.MERCHANT:
        case Author.MERCHANT:
            visibility = new.visibility or Visibility.PUBLIC
            public = visibility is Visibility.PUBLIC
            channel = new.channel or (Channel.EMAIL if public else Channel.API)
            return Envelope(
                Author.MERCHANT, channel, Way.OUTBOUND, visibility, by_mail=public and channel is Channel.EMAIL
            )
        case Author.CUSTOMER | Author.CARRIER as author:
            if new.channel is None:
                raise Refused(Problem("INVALID", "Say over which channel it came.", ("channel",)))
            usual = Visibility.PUBLIC if author is Author.CUSTOMER else Visibility.INTERNAL
            return Envelope(author, new.channel, Way.INBOUND, new.visibility or usual)
        case _:
            raise Refused(Problem("INVALID", "Record what MERCHANT, CUSTOMER or CARRIER said.", ("author",)))


def check_mail(new: MailSettings) -> None:
    """Refuse settings that no mail could be sent with. Raises `Refused` with every problem found."""
    problems = texts((new.from_name, 100, False, ("fromName",)), (new.page_url, 500, False, ("pageUrl",)))
    told = {
        "fromName": (new.from_name, _LINE, "Write the name in one line."),
        "fromAddress": (new.from_address, _ADDRESS, 'Write a bare address, such as "claims@shop.example".'),
        "replyDomain": (new.reply_domain, _DOMAIN, 'Write a bare domain in lower case, such as "mail.shop.example".'),
        "pageUrl": (new.page_url, _URL, 'Write a whole URL, such as "https://shop.example/claims".'),
    }
    problems += [
        Problem("INVALID", message, (field,))
        for field, (text, form, message) in told.items()
        if text is not None and not form.fullmatch(text)
    ]
    if problems:
        raise Refused(*problems)


def reply_address(key: bytes, storefront_id: str, claim_id: str, domain: str) -> str:
    """Where answers about a claim go; what stands before the domain has at most 64 characters (RFC 5321)."""
    return f"{_PREFIX}{claim_id.removeprefix('clm_')}{_signature(key, storefront_id, claim_id)}@{domain}"


def claim_of_address(keys: Sequence[bytes], storefront_id: str, address: str) -> str | None:
    """The claim that an address was made for with one of the keys; mail servers may have changed its case."""
    local = address.partition("@")[0].lower()
    if not local.startswith(_PREFIX):
        return None
    token = local.removeprefix(_PREFIX)
    claim_id, signature = f"clm_{token[:26]}", token[26:]
    if not is_id(claim_id, "clm"):
        return None
    # all are compared, so that the time tells nothing
    matches = [hmac.compare_digest(signature, _signature(key, storefront_id, claim_id)) for key in keys]
    return claim_id if any(matches) else None


def number_in(subject: str) -> str | None:
    """The claim's number in a mail's subject, if it has one."""
    found = _NUMBER.search(subject)
    return found[0].upper() if found else None


def is_same_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses are one: as people type them, in any case."""
    return bool(one and other) and (one or "").strip().casefold() == (other or "").strip().casefold()


def decide_received(mail: ReceivedMail, customer_email: str | None) -> Envelope:
    """Whose mail it is: the customer's when it came from the order's address, else somebody's, for the staff alone."""
    by_customer = is_same_address(mail.sender, customer_email) and mail.proven and not mail.automatic
    return Envelope(
        Author.CUSTOMER if by_customer else Author.OTHER,
        Channel.EMAIL,
        Way.INBOUND,
        Visibility.PUBLIC if by_customer else Visibility.INTERNAL,
    )


def content_type(file: ReceivedFile) -> str:
    """As what a file is taken: its type if we take that, else what its name says, as some mail programs type none."""
    told = file.media_type.partition(";")[0].strip().lower()
    return told if told in TYPES else _ENDINGS.get(file.name.rpartition(".")[2].strip().lower(), told)


def _signature(key: bytes, storefront_id: str, claim_id: str) -> str:
    """96 bits in hex: letters that survive a change of case."""
    return hmac.new(key, f"{storefront_id}/{claim_id}".encode(), sha256).hexdigest()[:SIGNATURE_LETTERS]
