// The phrases of the built-in codebook in a long transcript, against one regular expression of all of them.

import { readFileSync } from "node:fs";

const COPIES = 200;

export default async (peer) => {
  const text = readFileSync(new URL("../../examples/data/session.vtt", import.meta.url), "utf8").repeat(COPIES);
  const codebook = await peer.themes.circle();
  const phrases = codebook.codes.flatMap((code) => code.phrases ?? []).filter((phrase) => /^[\w' -]+$/.test(phrase));
  const lexicon = await peer.themes.lexicon(phrases);
  const regex = new RegExp(`\\b(?:${phrases.join("|")})\\b`, "gi");
  return {
    what: `${phrases.length} phrases in ${(text.length / 1e6).toFixed(1)} MB`,
    against: "RegExp",
    ours: () => lexicon.count(text),
    theirs: async () => text.match(regex)?.length ?? 0,
  };
};
