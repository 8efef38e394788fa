// Text to work through before its speed is told, in characters: the first call alone is mostly the engine's start.
const ENOUGH = 2_000_000;

export default async function (peer, { transcript, roster, repeat }, watch) {
  // The lists are loaded before the work is timed.
  await peer.transcripts.deidentify({ turns: [] });
  const length = transcript.turns.reduce((sum, { text }) => sum + text.length, 0);
  const calls = repeat ? Math.max(1, Math.ceil(ENOUGH / Math.max(1, length))) : 1;
  const begin = performance.now();
  watch.start();
  const { identifiers } = await peer.transcripts.deidentify(transcript, roster ? { roster } : {});
  const first = (performance.now() - begin) / 1000;
  for (let call = 1; call < calls; call++) await peer.transcripts.deidentify(transcript, roster ? { roster } : {});
  watch.stop();
  return { identifiers, calls, first };
}
