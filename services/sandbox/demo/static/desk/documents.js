// What the desk asks and has done, in GraphQL.

const MONEY = '{ amount currencyCode }';
const RECOVERY = `{
  id number status statusDetail route reason reference filingSince missingDocuments fileBy
  counterparty { name } requested ${MONEY} approved ${MONEY} paid ${MONEY} failure { message }
}`;

export const DESK = `query Desk($id: ID!) { order(id: $id) {
  id cursor
  shipments {
    id carrier trackingNumber trackingStatus trackingTrouble discrepancy stalledSince presumedLostAt lastCheckedAt nextCheckAt
    recoveries(first: 5) ${RECOVERY}
  }
  claims(first: 5) { nodes {
    id number version status cancelReason reason preferredResolution customerNote createdAt
    requestedEvidence answerDueAt waitingUntil escalateFrom failureReason
    denial { code message appealableUntil } found { at choice }
    resolutionOptions { type isDefault amount ${MONEY} }
    resolution { type status reference replacementNumber amount ${MONEY} failure { message } }
    evidence(first: 10) { id kind state fileName url }
    messages(last: 10) { nodes { id author body visibility automatic createdAt } }
    financials { currencyCode cost expected recovered net }
    ledger(first: 20) { id reverses side type expected amount ${MONEY} }
  } }
} }`;

export const CHANGES = `subscription DeskChanges($id: ID!, $after: String!) { orderUpdated(id: $id, after: $after) {
  id cursor type occurredAt actor { kind } status
  claim { id number }
} }`;

const mutation = (name) => {
  const input = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${name}(input: $input) { userErrors { code message } } }`;
};

export const [APPROVE, ASK, DENY, RESOLVE, REOPEN, SAY, LOOK, FILE, FILED, DECIDED, PAID] = [
  'claimApprove',
  'claimRequestInformation',
  'claimDeny',
  'claimResolve',
  'claimReopen',
  'claimAddMessage',
  'trackingRefresh',
  'recoverySubmit',
  'recoveryRecordFiled',
  'recoveryRecordDecision',
  'recoveryRecordPayment',
].map(mutation);
