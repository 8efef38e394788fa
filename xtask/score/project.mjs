// A large coding project opened from its file, charted, asked for suggestions; and one more label after many.

import { readFile } from "node:fs/promises";

export default async function (peer, { path, labelled, added }) {
  const opening = performance.now();
  const text = await readFile(path, "utf8");
  const project = await peer.themes.load(JSON.parse(text));
  const opened = performance.now();
  const { cells } = await project.matrix();
  const charted = performance.now();
  const megabytes = most();
  const suggesting = performance.now();
  const suggestions = (await project.suggest({ transcript: "s0" })).length;
  const suggested = performance.now();
  const megabytes_suggested = most();
  const { turns, codings } = await project.status();
  project.dispose();
  const label_seconds = {};
  for (const [labels, saved] of Object.entries(labelled)) label_seconds[labels] = await oneMore(peer, saved, added);
  return {
    bytes: text.length,
    turns,
    codings,
    open_seconds: (opened - opening) / 1000,
    matrix_seconds: (charted - opened) / 1000,
    cells: cells.length,
    suggest_seconds: (suggested - suggesting) / 1000,
    suggestions,
    megabytes,
    megabytes_suggested,
    label_seconds,
  };
}

/** The middle time from one more label to new suggestions for its transcript. */
async function oneMore(peer, saved, added) {
  const project = await peer.themes.load(saved);
  const ask = { transcript: saved.transcripts[0].id };
  let suggestions = await project.suggest(ask);
  const seconds = [];
  for (let at = 0; at < added; at++) {
    const start = performance.now();
    await project.accept(suggestions[0].id);
    suggestions = await project.suggest(ask);
    seconds.push((performance.now() - start) / 1000);
  }
  project.dispose();
  return seconds.sort((a, b) => a - b)[added >> 1];
}

/** The most memory that the process had up to now. */
function most() {
  return process.resourceUsage().maxRSS / 1000;
}
