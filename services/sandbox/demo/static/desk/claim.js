// One claim at the desk: where it stands, what was said, what it costs.

import { html, nothing } from '../vendor/lit-html.js';
import { atDay, atMoment, money, spelled } from '../words.js';
import { actsView } from './acts.js';

const TONES = { RESOLVED: 'good', APPROVED: 'good', DENIED: 'trouble', NEEDS_INFORMATION: 'trouble' };

export function claimView(claim, act, isBusy) {
  return html`<section class="panel" aria-labelledby=${claim.id}>
    <h3 id=${claim.id} tabindex="-1">
      <span>Claim ${claim.number}</span>
      <span class="status ${TONES[claim.status] ?? ''}">${spelled(claim.status)}</span>
    </h3>
    <dl class="facts">
      ${facts(claim).map(
        ([name, fact]) =>
          html`<dt>${name}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    ${
      claim.customerNote
        ? html`<ul class="said">
            <li class="customer"><p>${claim.customerNote}</p></li>
          </ul>`
        : nothing
    }
    ${files(claim.evidence)} ${messages(claim.messages.nodes)} ${costs(claim)} ${actsView(claim, act, isBusy)}
  </section>`;
}

function facts(claim) {
  const { resolution, denial, found } = claim;
  const offers = claim.status === 'APPROVED' ? claim.resolutionOptions : [];
  return [
    ['Because', spelled(claim.reason)],
    ['Wished for', spelled(claim.preferredResolution)],
    ['Opened', atMoment(claim.createdAt)],
    ['Waits until', claim.waitingUntil && atDay(claim.waitingUntil)],
    ['Asked for', claim.requestedEvidence.map(spelled).join(', ')],
    ['Answer due', claim.answerDueAt && claim.status === 'NEEDS_INFORMATION' && atMoment(claim.answerDueAt)],
    ['Escalates', claim.escalateFrom && isUndecided(claim) && atDay(claim.escalateFrom)],
    ['Offered', offers.map((offer) => `${spelled(offer.type)} ${money(offer.amount)}`).join(' · ')],
    ['Canceled', spelled(claim.cancelReason)],
    ['Denied', denial && `${spelled(denial.code)}: ${denial.message}`],
    ['Appeal until', denial?.appealableUntil && atDay(denial.appealableUntil)],
    [
      'Made good',
      resolution &&
        `${spelled(resolution.type)} ${money(resolution.amount)}, ${spelled(resolution.status).toLowerCase()}`,
    ],
    ['Replacement', resolution?.replacementNumber],
    ['Failed', resolution?.failure?.message ?? claim.failureReason],
    [
      'Turned up',
      found && [atDay(found.at), found.choice && spelled(found.choice).toLowerCase()].filter(Boolean).join(', '),
    ],
  ].filter(([, fact]) => fact);
}

export const isUndecided = ({ status }) => status === 'SUBMITTED' || status === 'UNDER_REVIEW';

function files(evidence) {
  if (!evidence.length) return nothing;
  return html`<ul class="plain" aria-label="Files">
    ${evidence.map(
      ({ kind, state, fileName, url }) =>
        html`<li>
          ${spelled(kind)}: ${url ? html`<a href=${url} target="_blank" rel="noreferrer">${fileName}</a>` : fileName}
          ${state === 'READY' ? nothing : html`<small>${spelled(state).toLowerCase()}</small>`}
        </li>`,
    )}
  </ul>`;
}

function messages(said) {
  if (!said.length) return nothing;
  return html`<details class="more">
    <summary>${said.length === 1 ? 'One message' : `${said.length} messages`}</summary>
    <ul class="said">
      ${said.map(
        ({ author, body, visibility, automatic, createdAt }) =>
          html`<li class=${author.toLowerCase()}>
            <small
              >${spelled(author)}${automatic ? ', by itself' : ''}${visibility === 'INTERNAL' ? ', internal' : ''},
              ${atMoment(createdAt)}</small
            >
            <p>${body}</p>
          </li>`,
      )}
    </ul>
  </details>`;
}

function costs({ financials, ledger }) {
  // what was taken back, and what takes it back, come to nothing
  const taken = new Set(ledger.flatMap(({ id, reverses }) => (reverses ? [id, reverses] : [])));
  return financials.map(
    ({ currencyCode, cost, expected, recovered, net }) =>
      html`<table class="money">
        <caption>
          What it costs
        </caption>
        <tbody>
          ${ledger
            .filter(({ id, amount }) => amount.currencyCode === currencyCode && !taken.has(id))
            .map(
              ({ type, side, expected: isExpected, amount }) =>
                html`<tr>
                  <th scope="row">${spelled(type)} <small>${isExpected ? 'expected' : ''}</small></th>
                  <td>${side === 'COST' ? '' : '−'}${money(amount)}</td>
                </tr>`,
            )}
          <tr class="net">
            <th scope="row">Net <small>cost ${cost}, back ${recovered}, expected ${expected}</small></th>
            <td>${money({ amount: net, currencyCode })}</td>
          </tr>
        </tbody>
      </table>`,
  );
}
