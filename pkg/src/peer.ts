/** The one interface over everything, the same with a worker or without. */

import { guarded } from "./core/given.js";
import { dispose } from "./core/handle.js";
import type { EquippedChannel } from "./core/protocol.js";
import type { Half } from "./core/source.js";
import { calendar, type Calendar } from "./rooms/calendar.js";
import { circles, type Circles } from "./rooms/circles.js";
import { transcripts, type Transcripts } from "./rooms/transcripts.js";
import { people, type People } from "./rooms/people.js";
import { themes, type Themes } from "./rooms/themes.js";
import { report, type Report } from "./rooms/report.js";
import { VERSION } from "./version.js";

/** The one interface over everything, the same with a worker or without. */
export interface Peer extends Disposable {
  /** Rosters: the people of a programme. */
  readonly people: People;
  /** Circles: formed, explained, proved. */
  readonly circles: Circles;
  /** Codebooks, coding projects and agreement. */
  readonly themes: Themes;
  /** Group lists for other systems, and a programme in figures. */
  readonly report: Report;
  /** Terms of meetings, recurrences and calendar files. */
  readonly calendar: Calendar;
  /** Transcripts, and taking out what identifies people. */
  readonly transcripts: Transcripts;
  /** Where the work is done. */
  readonly where: "worker" | "thread";
  /** The version of the package. */
  readonly version: string;
  /** Ends the worker and frees all memory; whatever is under way rejects with the code `engine.closed`. */
  close(): void;
}

export function peerOver({ forming, coding }: Record<Half, EquippedChannel>, where: Peer["where"]): Peer {
  const close = () => {
    forming.close();
    coding.close();
  };
  return {
    people: guarded(people(forming, coding), "people"),
    circles: guarded(circles(forming), "circles"),
    calendar: guarded(calendar(forming), "calendar"),
    report: guarded(report(forming), "report"),
    transcripts: guarded(transcripts(coding), "transcripts"),
    themes: guarded(themes(coding), "themes"),
    where,
    version: VERSION,
    close,
    [dispose]: close,
  };
}
