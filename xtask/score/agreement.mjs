// How far coders agree, for each table of ratings or of sets.

export default async function (peer, request) {
  const told = [];
  for (const { ratings, sets } of request) {
    if (ratings) told.push({ ratings: await peer.themes.agreement(ratings) });
    else told.push({ sets: await peer.themes.setAgreement(sets) });
  }
  return told;
}
