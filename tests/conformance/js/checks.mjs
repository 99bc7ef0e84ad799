// A suite's checks: run one after another, each with a deadline, and told as one line of JSON at the end.
import { inspect } from 'node:util';

const SECONDS = 20;
const LONGEST = 1500;

/** Checks that the value is true; `observed` says what was there instead. */
export function expect(value, observed) {
  if (!value) throw new Error(observed === undefined ? 'not so' : show(observed));
}

/** Checks that both are the same, compared as JSON. */
export function same(observed, expected) {
  const [left, right] = [observed, expected].map((one) => JSON.stringify(one));
  expect(left === right, `${left} instead of ${right}`);
}

/** The promise's value, or an error after so many seconds that says what was waited for. */
export function within(seconds, promise, what = 'the end') {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${seconds} s for ${what}`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function show(value) {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack?.split('\n').slice(0, 3).join(' ') ?? value.message;
  return inspect(value, { depth: 6, breakLength: Infinity });
}

/** Runs `{name: async function}`; prints `{suite, passed, of, failed}` and ends the process. */
export async function run(suite, checks) {
  const failed = [];
  for (const [check, work] of Object.entries(checks)) {
    try {
      await within(SECONDS, Promise.resolve().then(work), 'the whole check');
    } catch (error) {
      failed.push({ check, observed: show(error?.message && !error.cause ? error.message : error).slice(0, LONGEST) });
    }
    console.error(`${failed.at(-1)?.check === check ? 'FAILED' : 'passed'} ${check}`);
  }
  const of = Object.keys(checks).length;
  process.stdout.write(`${JSON.stringify({ suite, passed: of - failed.length, of, failed })}\n`, () => process.exit(0));
}
