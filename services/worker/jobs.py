"""Which job does a task of which kind."""

from collections.abc import Mapping

from services.core.correspondence.model import TemplateKey
from services.worker import (
    accounts,
    claims,
    correspondence,
    disputes,
    exports,
    inbox,
    installs,
    marks,
    platforms,
    privacy,
    probes,
    proofs,
    resolutions,
    shipments,
)
from services.worker.evidence import jobs as evidence
from services.worker.run import Handler

JOBS: Mapping[str, Handler] = {
    "account.listen": accounts.listen,
    "account.probe": probes.probe,
    "account.renew": installs.renew,
    "shopify.connect": installs.connect,
    "claim.mark": marks.claim,
    "shipment.report": marks.parcel,
    "shipment.track": shipments.track,
    "shipment.check": shipments.check,
    "shipment.watch": shipments.watch,
    "shipment.prove": shipments.prove,
    "proof.discard": proofs.discard,
    "inbox.read": inbox.read,
    "platform.poll": platforms.poll,
    "dispute.remind": disputes.remind,
    "privacy.redact": privacy.redact,
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
    "message.acknowledged": correspondence.write_on(TemplateKey.ACKNOWLEDGED),
    "message.needs_information": correspondence.write_on(TemplateKey.NEEDS_INFORMATION),
    "message.choose": correspondence.write_on(TemplateKey.CHOOSE),
    "message.denied": correspondence.write_on(TemplateKey.DENIED),
    "message.resolved": correspondence.write_on(TemplateKey.RESOLVED),
    "mail.send": correspondence.send,
}
