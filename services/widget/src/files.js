// The files that somebody adds to a claim: chosen, refused before anything is sent, sent with progress, sent again.

import { CLAIM_ADD_EVIDENCE, EVIDENCE_UPLOAD_CREATE } from './desk-documents.js';
import { Intent, Refusal, problemsOf } from './form.js';
import { put } from './put.js';

export const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain', 'message/rfc822'];
/** What the API takes unless it is told otherwise; it has the last word. */
const LARGEST = 10 * 1024 ** 2;
/** What sending once more does not change. */
const FINAL = /^(TYPE_|EMPTY|TOO_|INVALID)/;

/** Why a file need not even be sent, if it need not. */
export function refusalOf({ type, size }) {
  if (!TYPES.includes(type)) return 'TYPE_NOT_ALLOWED';
  if (!size) return 'EMPTY';
  return size > LARGEST ? 'TOO_LARGE' : null;
}

/** Files on their way: each `{key, file, kind, state, moved, problem, id}`, with `state` as the words `file.…` say. */
export class Files {
  list = [];
  #count = 0;

  constructor(desk) {
    this.desk = desk;
  }

  /** Those that can be sent now. */
  get waiting() {
    return this.list.filter(({ state }) => state === 'chosen' || state === 'failed');
  }

  /** Takes files in as evidence of a kind; without one, by what they are. */
  add(files, kind) {
    for (const file of files) {
      const code = refusalOf(file);
      this.list.push({
        key: ++this.#count,
        file,
        kind: kind ?? (file.type.startsWith('image/') ? 'PHOTO' : 'OTHER'),
        state: code ? 'refused' : 'chosen',
        problem: code && { code },
        moved: 0,
        announcing: new Intent(),
        completing: new Intent(),
        stopping: new AbortController(),
      });
    }
    this.desk.draw();
  }

  remove(one) {
    one.stopping.abort();
    this.list = this.list.filter((other) => other !== one);
    this.desk.draw();
  }

  /** Sends these one after the other; the ids of all that arrived so far. Throws a `Refusal` when one did not. */
  async send(client, claimId, chosen = this.waiting) {
    for (const one of chosen) await this.#try(client, claimId, one);
    const isMissing = chosen.some((one) => this.list.includes(one) && one.state !== 'sent');
    if (isMissing) throw new Refusal([{ code: 'FILES', field: ['files'] }]);
    return this.list.filter(({ state }) => state === 'sent').map(({ id }) => id);
  }

  async #try(client, claimId, one) {
    const now = (change) => {
      Object.assign(one, change);
      this.desk.draw();
    };
    now({ state: 'sending', moved: 0, problem: null });
    try {
      await this.#upload(client, claimId, one, (moved) => now({ moved }));
      now({ state: 'sent' });
    } catch (error) {
      const [problem] = problemsOf(error);
      now({ state: FINAL.test(problem.code) ? 'refused' : 'failed', problem });
    }
  }

  async #upload(client, claimId, one, moved) {
    const { file, kind, stopping } = one;
    const announced = { claimId, kind, fileName: file.name, contentType: file.type, size: file.size };
    stopping.signal.throwIfAborted();
    const { evidence, upload } = await one.announcing.send(client, EVIDENCE_UPLOAD_CREATE, announced);
    stopping.signal.throwIfAborted();
    one.id = evidence.id;
    // there is no place for what arrived before, when only the answer to that was lost
    if (upload) await put(file, upload, moved, stopping.signal);
    stopping.signal.throwIfAborted();
    await one.completing.send(client, CLAIM_ADD_EVIDENCE, { claimId, evidenceIds: [evidence.id] });
  }
}
