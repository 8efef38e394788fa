/** Where a session takes place. */

import type { Session, Term } from "../../index.js";

/**
 * As the session says, else its circle, else the programme. The link is the circle's own, else the programme's: that is for
 * circles which meet where the programme does. Another circle's is never given.
 */
export function placeOf({ programme, series }: Term, session: Session): { platform: string | undefined; url: string | undefined } {
  const own = series.find(({ sessions }) => sessions.some(({ id }) => id === session.id));
  const elsewhere = own?.platform && programme.platform && own.platform.toLowerCase() !== programme.platform.toLowerCase();
  return {
    platform: session.platform ?? own?.platform ?? programme.platform,
    url: own?.url ?? (elsewhere ? undefined : programme.url),
  };
}
