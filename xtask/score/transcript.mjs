import { readFile } from "node:fs/promises";

export default async function (peer, { path }, watch) {
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
