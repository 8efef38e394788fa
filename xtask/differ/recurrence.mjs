// Compares the instances of rules with those that rrule-temporal finds: `node recurrence.mjs FILE`, whose lines
// `tests/calendar/differ.rs` writes. Says what differs and why, and fails on what is not known.

import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { known } from "./known.mjs";

/** Milliseconds after which a rule is given up: a sparse one is walked for minutes if need be. */
const PATIENCE = 1_000;
const SLOW = "it walks to a sparse rule's next instance, for minutes if need be: not compared";

if (isMainThread) await main(process.argv[2]);
else await answer();

async function main(path) {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const reasons = new Map();
  const unknown = [];
  let same = 0;
  const count = (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const asking = asker();
  for (const line of lines) {
    const [text, times = ""] = line.split("\t");
    const ours = times ? times.split(",") : [];
    const theirs = await asking.ask({ text: text.replace("\\n", "\n"), most: Math.max(ours.length, 1) });
    if (theirs === undefined) count(SLOW);
    else if (theirs.join() === ours.join()) same += 1;
    else if (known(text, theirs, ours)) count(known(text, theirs, ours));
    else unknown.push(`${text}\n  theirs ${theirs}\n  ours   ${ours}`);
  }
  asking.end();
  console.log(`rrule-temporal: ${lines.length} rules, ${same} the same, ${unknown.length} differ unexplained`);
  for (const [reason, number] of reasons) console.log(`  ${number}: ${reason}`);
  console.error(unknown.slice(0, 40).join("\n"));
  process.exit(unknown.length > 0 ? 1 : 0);
}

/** Asks a worker for one rule after the other; one that thinks for too long is replaced. */
function asker() {
  let worker;
  return {
    ask(rule) {
      worker ??= new Worker(new URL(import.meta.url));
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          void worker.terminate();
          worker = undefined;
          resolve(undefined);
        }, PATIENCE);
        worker.once("error", reject);
        worker.once("message", (found) => {
          clearTimeout(late);
          worker.removeAllListeners("error");
          resolve(found);
        });
        worker.postMessage(rule);
      });
    },
    end: () => void worker?.terminate(),
  };
}

/** The first instances by the local clock; what it refuses, in its words. */
async function answer() {
  const { RRuleTemporal } = await import("rrule-temporal");
  const local = (instance) => instance.toPlainDateTime().toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
  parentPort.on("message", ({ text, most }) => {
    try {
      const rule = new RRuleTemporal({ rruleString: text, maxIterations: 20_000 });
      parentPort.postMessage(rule.all((_, index) => index < most).map(local));
    } catch (error) {
      parentPort.postMessage([String(error.message)]);
    }
  });
}
