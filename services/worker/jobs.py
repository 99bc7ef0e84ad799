"""Which job does a task of which kind."""

from collections.abc import Mapping

from services.worker import accounts, claims, exports, inbox, resolutions, shipments
from services.worker.evidence import jobs as evidence
from services.worker.run import Handler

JOBS: Mapping[str, Handler] = {
    "account.listen": accounts.listen,
    "shipment.track": shipments.track,
    "shipment.check": shipments.check,
    "inbox.read": inbox.read,
    "claim.acknowledge": claims.acknowledge,
    "claim.verify": claims.verify,
    "claim.lapse": claims.lapse,
    "claim.arrived": claims.arrived,
    "claim.decide": resolutions.decide,
    "resolution.execute": resolutions.execute,
    "evidence.inspect": evidence.inspect,
    "evidence.retain": evidence.retain,
    "evidence.discard": evidence.discard,
    "export.build": exports.build,
    "export.discard": exports.discard,
}
