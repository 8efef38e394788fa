export default async function (peer, questions) {
  const answer = [];
  for (const { text, limit } of questions) {
    try {
      const [instants] = await peer.calendar.expand([text], { limit });
      answer.push([...instants]);
    } catch (error) {
      answer.push(error.message);
    }
  }
  return answer;
}
