export default async function (peer, question, watch) {
  // Once to warm up, as a page that has scheduled before.
  await peer.calendar.slots(question);
  watch.start();
  const answer = await peer.calendar.slots(question);
  watch.stop();
  return answer;
}
