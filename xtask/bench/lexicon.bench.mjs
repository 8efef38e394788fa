// The phrases of the built-in codebook in a long transcript, against one regular expression of all of them.

import { readFileSync } from "node:fs";

const WORDS = 150_000;

export default async (peer) => {
  const text = talk(readFileSync(new URL("../../examples/data/session.vtt", import.meta.url), "utf8"));
  const codebook = await peer.themes.circle();
  const phrases = codebook.codes.flatMap((code) => code.phrases ?? []).filter((phrase) => /^[\w' -]+$/.test(phrase));
  const lexicon = await peer.themes.lexicon(phrases);
  const regex = new RegExp(`\\b(?:${phrases.join("|")})\\b`, "gi");
  // Another text each time: an engine may remember what a regular expression found in the last one.
  let run = 0;
  const fresh = () => `${text}${run++}`;
  return {
    what: `${phrases.length} phrases in ${(text.length / 1e6).toFixed(1)} MB`,
    against: "RegExp",
    ours: () => lexicon.count(fresh()),
    theirs: async () => fresh().match(regex)?.length ?? 0,
  };
};

/** Runs of a few words of a sample in ever new order: a text that repeats itself would flatter both sides. */
function talk(sample) {
  const words = sample.split(/\s+/);
  const parts = [];
  for (let dice = 1, count = 0; count < WORDS; count += 6) {
    dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0;
    const from = (dice >>> 8) % words.length;
    parts.push(words.slice(from, from + 6).join(" "));
  }
  return parts.join("\n");
}
