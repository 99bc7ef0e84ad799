"""Which job does a task of which kind."""

from collections.abc import Mapping

from services.worker import accounts, claims, disputes, inbox, installs, platforms, privacy, shipments
from services.worker.run import Handler

JOBS: Mapping[str, Handler] = {
    "account.listen": accounts.listen,
    "account.renew": installs.renew,
    "shopify.connect": installs.connect,
    "shipment.track": shipments.track,
    "shipment.check": shipments.check,
    "inbox.read": inbox.read,
    "platform.poll": platforms.poll,
    "dispute.remind": disputes.remind,
    "privacy.redact": privacy.redact,
    "claim.acknowledge": claims.acknowledge,
    "claim.verify": claims.verify,
    "claim.lapse": claims.lapse,
    "claim.arrived": claims.arrived,
}
