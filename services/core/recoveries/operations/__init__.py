"""What is done to recoveries: one function, one transaction, one event for each step."""

from services.core.recoveries.operations.asking import ask
from services.core.recoveries.operations.desk import Target, note
from services.core.recoveries.operations.filing import (
    SUBMIT,
    WITHDRAW,
    filed,
    filing_failed,
    record_filed,
    start,
    submit,
    submit_itself,
    withdraw,
)
from services.core.recoveries.operations.messages import REPLY, receive, write_message
from services.core.recoveries.operations.paying import receive as receive_payment
from services.core.recoveries.operations.paying import record_payment, tell_payment_waits
from services.core.recoveries.operations.proposing import create, have_documents, link_claim, propose
from services.core.recoveries.operations.telling import appeal, found, hear, record_decision
from services.core.recoveries.operations.watching import watch

__all__ = [
    "REPLY",
    "SUBMIT",
    "WITHDRAW",
    "Target",
    "appeal",
    "ask",
    "create",
    "filed",
    "filing_failed",
    "found",
    "have_documents",
    "hear",
    "link_claim",
    "note",
    "propose",
    "receive",
    "receive_payment",
    "record_decision",
    "record_filed",
    "record_payment",
    "start",
    "submit",
    "submit_itself",
    "tell_payment_waits",
    "watch",
    "withdraw",
    "write_message",
]
