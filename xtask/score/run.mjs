// Answers one request with the built package: `node run.mjs NAME < request.json > answer.json`.

import { load } from "../../pkg/dist/index.js";

const name = process.argv[2];
const { default: work } = await import(`./${name}.mjs`);
const request = JSON.parse(await text(process.stdin));

const watch = stopwatch();
const peer = await load({ worker: false });
const start = performance.now();
const answer = await work(peer, request, watch);
const seconds = (watch.total ?? performance.now() - start) / 1000;
process.stdout.write(JSON.stringify({ answer, seconds }), () => process.exit(0));

/** Counts milliseconds between start() and stop(); `total` is absent when never used. */
function stopwatch() {
  let since = 0;
  return {
    total: undefined,
    start() {
      since = performance.now();
    },
    stop() {
      this.total = (this.total ?? 0) + performance.now() - since;
    },
  };
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
