import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";

export default async function (peer, { path, stream }, watch) {
  if (stream) return streamed(peer, path, watch);
  const file = await readFile(path);
  // The lists are loaded before the work is timed.
  await peer.transcripts.deidentify({ turns: [] });
  watch.start();
  const { transcript, problems } = await peer.transcripts.read(file);
  const clean = await peer.transcripts.deidentify(transcript);
  const project = await peer.themes.open({ transcripts: [clean.transcript] });
  const suggestions = await project.suggest();
  watch.stop();
  return {
    turns: transcript.turns.length,
    speakers: new Set(transcript.turns.map(({ speaker }) => speaker).filter(Boolean)).size,
    flags: clean.identifiers.length,
    suggestions: suggestions.length,
    problems: problems.length,
    bytes: file.length,
  };
}

/** Read and de-identified in portions; nothing is kept, and no codes are suggested. */
async function streamed(peer, path, watch) {
  const file = await openAsBlob(path);
  await peer.transcripts.deidentify({ turns: [] });
  const answer = { turns: 0, speakers: 0, flags: 0, suggestions: 0, problems: 0, bytes: file.size };
  watch.start();
  const work = await peer.transcripts.deidentifier();
  for await (const { turns, problems } of peer.transcripts.stream(file)) {
    answer.turns += turns.length;
    answer.flags += (await work.turns(turns)).identifiers.length;
    answer.problems += problems.length;
  }
  await work.end();
  watch.stop();
  return { ...answer, megabytes: process.resourceUsage().maxRSS / 1000 };
}
