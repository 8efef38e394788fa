export default async function (peer, { transcript, roster }, watch) {
  // The lists are loaded before the work is timed.
  await peer.transcripts.deidentify({ turns: [] });
  watch.start();
  const { identifiers } = await peer.transcripts.deidentify(transcript, roster ? { roster } : {});
  watch.stop();
  return { identifiers };
}
