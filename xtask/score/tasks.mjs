// How long any call holds up a page that has no worker, and is silent: all calls that may take long, with a large programme.

import { longCalls } from "../../pkg/test/long.mjs";

/** What else the machine does is not in the least of so many runs. */
const RUNS = 3;
/** What has an end of its own far away is stopped after so many milliseconds. */
const BUDGET = { milliseconds: 1_000 };
const ENDLESS = /^(circles\.|formation\.improve|calendar\.(slots|findSlots)|term\.change)/;

/** Milliseconds of the longest of the turns that others had to wait for, and without a word of how far it is. */
async function measured(call) {
  let [task, silent, going] = [0, 0, true];
  let [last, told] = [performance.now(), performance.now()];
  const onProgress = () => {
    const now = performance.now();
    [silent, told] = [Math.max(silent, now - told), now];
  };
  const turn = () => {
    const now = performance.now();
    [task, last] = [Math.max(task, now - last), now];
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  // What is too large for one call is refused, and is to hold nobody up either.
  const refused = await call(onProgress).then(() => undefined, ({ code, message }) => code ?? message);
  onProgress();
  await new Promise(setImmediate);
  going = false;
  return { task, silent, refused };
}

export default async function (peer, { people, turns, only }) {
  const { calls, fresh } = await longCalls(peer, { people, said: turns });
  const all = {};
  for (const [name, call] of Object.entries(calls).filter(([name]) => name.includes(only))) {
    const least = { task: Infinity, silent: Infinity, refused: undefined };
    for (let run = 0; run < RUNS; run++) {
      const own = await fresh(name);
      const { task, silent, refused } = await measured((onProgress) => call({ onProgress, ...(ENDLESS.test(name) && { budget: BUDGET }) }, own));
      own?.dispose?.();
      Object.assign(least, { task: Math.min(least.task, task), silent: Math.min(least.silent, silent), refused });
    }
    all[name] = { ...least, task: Math.round(least.task), silent: Math.round(least.silent) };
  }
  const longest = (key) => Object.entries(all).toSorted(([, one], [, other]) => other[key] - one[key])[0];
  return { people, turns, calls: Object.keys(all).length, longest_task: longest("task"), longest_silence: longest("silent"), all };
}
