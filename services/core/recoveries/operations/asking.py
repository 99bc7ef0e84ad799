"""Asking for the papers that a counterparty wants and nobody has given yet: the customer, or else the shop."""

from datetime import datetime

from services.core.claims import case as cases
from services.core.claims import desk as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, ClaimStatus
from services.core.database import Tx
from services.core.events import Actor
from services.core.recoveries import repository
from services.core.recoveries.documents import ASKED_AS, Holder, missing_from
from services.core.recoveries.model import UNFILED, Recovery
from services.core.recoveries.operations.desk import note
from services.core.recoveries.rules.terms import Document


async def ask(tx: Tx, recovery_id: str, actor: Actor, now: datetime, *, tells_shop: bool) -> None:
    """Ask the customer for what only they have, and tell the shop (`tells_shop`) what nobody else is asked for.

    The customer is asked through the claim while it is under review, when its policy lets recoveries be filed without
    a person and wants that kind of evidence anyway: a claim lapses when its customer does not answer, and nobody shall
    lose theirs for a paper that the carrier alone wants.
    """
    known = await repository.get(tx, recovery_id)
    claim = await claim_rows.hold(tx, known.claim_id) if known and known.claim_id else None
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None or recovery.status not in UNFILED:
        return
    missing = _missing(recovery)
    asked = await _ask_customer(tx, claim, missing.get(Holder.CUSTOMER, ()), actor, now) if claim else ()
    rest = [document.value for documents in missing.values() for document in documents if document not in asked]
    if tells_shop and rest:
        await note(tx, recovery, "recovery.documents_missing", actor, now, said={"missingDocuments": rest})


def _missing(recovery: Recovery) -> dict[Holder, tuple[Document, ...]]:
    known = {document.value for document in Document}
    return missing_from([Document(word) for word in recovery.missing_documents if word in known], ())


async def _ask_customer(
    tx: Tx, claim: Claim, wanted: tuple[Document, ...], actor: Actor, now: datetime
) -> tuple[Document, ...]:
    if claim.status is not ClaimStatus.UNDER_REVIEW:
        return ()
    rule = await cases.rule_of_claim(tx, claim)
    if not rule.files_recoveries:
        return ()
    asked = tuple(document for document in wanted if ASKED_AS.get(document) in rule.required_evidence)
    if asked:
        kinds = tuple(dict.fromkeys(ASKED_AS[document] for document in asked))
        await claims.ask(tx, claim, kinds, rule, actor, now)
    return asked
