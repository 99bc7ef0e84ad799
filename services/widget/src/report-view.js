// How the form that reports a problem looks: each question once the one before it is answered.

import { lineOf } from './draft.js';
import { blockedView, expectedView } from './expectations.js';
import { choice, group, quantity, text } from './fields.js';
import { filesView } from './files-view.js';
import { wordsFor } from './form.js';
import { reasonsFor, subjectsOf } from './reasons.js';
import { h } from './view.js';

const isOneThing = (items) => items.length === 1 && items[0].maxQuantity === 1;

/** The fields that show their own problems. */
function fieldsOf({ eligibility, items }, subjects) {
  return [
    'reason',
    subjects.length > 1 && 'shipmentId',
    eligibility?.eligible && !isOneThing(items) && 'items',
    ...(eligibility?.eligible ? ['customerNote', 'preferredResolution'] : []),
  ];
}

/** The form; `close` gives it up. */
export function reportView(report, t, close) {
  const { subject, reason, eligibility, isBusy } = report;
  const subjects = subjectsOf(report.desk.order());
  return h(
    'section.card.desk',
    { key: 'report', part: 'report', 'aria-labelledby': 'report' },
    h('h3', { id: 'report', tabindex: -1 }, t('report')),
    h(
      'div',
      { inert: isBusy, key: 'fields' },
      subjects.length > 1 && subjectChoice(report, subjects, t),
      subject !== undefined && reasonChoice(report, t),
      reason && h('div', { key: `${subject} ${reason}` }, detailsView(report, t)),
    ),
    report.problemsBeside(...fieldsOf(report, subjects)),
    h(
      'div.row',
      eligibility?.eligible && report.sendButton(t('sendReport'), () => report.send()),
      h('button', { key: 'close', type: 'button', part: 'button', onclick: close }, t('cancel')),
    ),
  );
}

function subjectChoice(report, subjects, t) {
  const { lines, shipments } = report.desk.order();
  const titles = (parcel) => parcel.lines.map(({ orderLine }) => lines.find(({ id }) => id === orderLine?.id)?.title);
  const options = subjects.map((parcel) =>
    parcel
      ? {
          value: parcel.id,
          label: `${t('parcel', { number: shipments.indexOf(parcel) + 1 })} · ${t(parcel.trackingStatus)}`,
          hint: titles(parcel).filter(Boolean).join(', '),
        }
      : { value: '', label: t('neverSent') },
  );
  const onchoose = (value) => report.about(value || null);
  const problem = report.problemOf('shipmentId');
  return choice({ id: 'report-subject', legend: t('whichParcel'), options, onchoose, problem }, t);
}

function reasonChoice(report, t) {
  const { fitting, others } = reasonsFor(report.parcel);
  const option = (reason) => ({ value: reason, label: t.words[`reason.${reason}`] ?? t(reason) });
  const onchoose = (reason) => report.because(reason);
  const fields = { onchoose, chosen: report.reason, problem: report.problemOf('reason') };
  const id = `report-reason-${report.subject}`;
  return [
    choice({ ...fields, id, legend: t('whatHappened'), options: fitting.map(option) }, t),
    others.length > 0 &&
      h(
        'details',
        { key: `${id}-others` },
        h('summary', t('otherReasons')),
        choice({ ...fields, id, legend: t('otherReasons'), options: others.map(option) }, t),
      ),
  ];
}

function detailsView(report, t) {
  const { eligibility, trouble, files } = report;
  if (trouble) {
    return [
      h('p.error', wordsFor(trouble, t)),
      h('button', { type: 'button', part: 'button', onclick: () => report.expect() }, t('again')),
    ];
  }
  if (!eligibility) return h('p', t('checking'));
  if (!eligibility.eligible) return blockedView(eligibility, t);
  const { requiredEvidence } = eligibility;
  const ontype = (note) => (report.note = note);
  return [
    expectedView(eligibility, t),
    linesView(report, t),
    text(
      {
        id: 'report-note',
        label: t('note'),
        rows: 4,
        maxlength: 5000,
        value: report.note,
        ontype,
        problem: report.problemOf('customerNote'),
      },
      t,
    ),
    requiredEvidence.length > 0 &&
      h('p', { key: 'required' }, t('required', { kinds: requiredEvidence.map((kind) => t(kind)).join(', ') })),
    filesView('report', files, requiredEvidence.length ? requiredEvidence : [null], t),
    wishChoice(report, t),
  ];
}

function linesView(report, t) {
  const { items, quantities } = report;
  if (isOneThing(items)) return;
  const fields = items.map((item) => {
    const line = lineOf(item);
    const { title: label, maxQuantity: most } = item;
    const ontype = (typed) => (quantities[line] = typed);
    const problem = report.problemOf('items', line);
    const hint = t('ofMost', { most });
    return quantity({ id: `report-${line}`, label, most, value: quantities[line], ontype, problem, hint }, t);
  });
  return group({ id: 'report-items', legend: t('whichLines'), problem: report.problemOf('items') }, fields, t);
}

function wishChoice(report, t) {
  const { resolutionOptions } = report.eligibility;
  if (resolutionOptions.length < 2) return;
  const options = resolutionOptions.map((type) => ({ value: type, label: t(type) }));
  const onchoose = (type) => (report.preferred = type);
  const fields = { options, chosen: report.preferred, onchoose, problem: report.problemOf('preferredResolution') };
  return choice({ ...fields, id: 'report-wish', legend: t('whatWouldBeBest'), hint: t('wishHint') }, t);
}
