/** Terms, recurrences and calendars. */

import { bytes, call, followed, type FileLike } from "../core/call.js";
import { guarded, nothingMore } from "../core/given.js";
import { finish, type Following, prepare, shares, type WorkOptions } from "../core/handle.js";
import { breather, HOLD } from "../core/pause.js";
import type { Channel, EquippedChannel } from "../core/protocol.js";
import { kept } from "../core/text.js";
import type {
  AttendanceList,
  BusyRead,
  Change,
  Changed,
  CreditRule,
  Credits,
  ExpandOptions,
  ExpectedList,
  Holiday,
  HolidaysRead,
  IcsOptions,
  Language,
  MailList,
  Plan,
  Programme,
  RepliesRead,
  ReplyList,
  Roster,
  RuleExplained,
  Scheduled,
  SignalList,
  SlotAnswer,
  SlotNeeds,
  SlotProposal,
  SlotQuestion,
  Term,
  TextOptions,
} from "../wasm/peer_circle.js";

/** An instant: a `Date` or an ISO string. */
export type Instant = Date | string;

/** Which sessions to write as iCalendar text, and how. */
export type IcsRequest = Partial<Omit<IcsOptions, "now">> & {
  /** The instant of writing: given, never read from a clock. */
  now: Instant;
  /** The people, whose addresses REQUEST and CANCEL need. */
  roster?: Roster;
};

/** What changes in a term under way. */
export type ChangeRequest = Partial<Omit<Change, "now" | "cancel" | "postpone">> & {
  /** The instant of the change: sessions that have begun by then stay as they are. */
  now: Instant;
  /** The people: when they can come, and where their letters go. */
  roster?: Roster;
  /** The id of a session that does not take place, or several. */
  cancel?: string | string[];
  /** The id of a session that cannot be when it is, or several. */
  postpone?: string | string[];
};

/** Which text to write. */
export type TextRequest = Partial<TextOptions> & Pick<TextOptions, "kind" | "circle"> & { roster: Roster };

/** A changed term, and whom to tell what; `stopped` where the search for the fewest moves was ended early. */
export type ChangedTerm = Omit<Changed, "term"> & { term: ScheduledTerm; stopped: boolean };

/** Which instances of a recurrence to give. */
export type ExpandRequest = Omit<ExpandOptions, "from" | "to"> & { from?: Instant; to?: Instant };

/** What to schedule, and what is known of people and of what circles share. */
export type ScheduleRequest = Partial<Pick<SlotNeeds, "pools" | "quorum" | "free">> & {
  plan: Plan;
  programme: Programme;
  /** The term that calendars know already. */
  earlier?: Term | ScheduledTerm;
  roster?: Roster;
};

/** Terms, recurrences and calendar files. */
export interface Calendar {
  /**
   * Dates the sessions of every circle of a plan.
   *
   * ```js
   * const term = await peer.calendar.schedule({ plan: formation.plan, programme });
   * term.series[0]?.sessions[0]?.startUtc;
   * ```
   *
   * With the term that calendars know already as `earlier`, circles that go on keep their UIDs, and `gone` lists the
   * series that do not. With the `roster`, and `free` or `pools` as for `findSlots`, meetings that holidays move
   * take the nearest time that suits their people; else the circle's own time in another week.
   */
  schedule(request: ScheduleRequest, following?: Following): Promise<ScheduledTerm>;
  /** Opens a term that was kept as JSON. It is read when it is first used: what a later version saved is refused then, with `saved.later`. */
  open(term: Term): ScheduledTerm;
  /**
   * When the calendar file (.ics) that somebody drops says that they are busy, and nothing of what they are for.
   * Times without a zone are taken in `zone`. On the roster they are a participant's `busy`;
   * with the id of a `member`, `away` is what a term's `change` takes as `away`.
   *
   * ```js
   * const { busy } = await peer.calendar.busy(file, { from: programme.from + "T00:00Z", to: programme.to + "T24:00Z", zone });
   * for (const person of roster.participants) if (person.id === "p17") person.busy = busy.times;
   * ```
   */
  busy(file: FileLike, within: { from: Instant; to: Instant; zone: string; member?: string }, following?: Following): Promise<BusyRead>;
  /** Which weekly slot and phase each circle should have, jointly; `proved` when nothing is better. */
  slots(question: SlotQuestion, options?: WorkOptions): Promise<SlotAnswer & { stopped: boolean }>;
  /**
   * Slots for the circles of a plan, jointly, from the availability on the roster, judged over the programme's dated
   * sessions: zones, clock changes, holidays and the dates on which people are busy count. Ends early with the best so far, like forming.
   *
   * ```js
   * const { circles, phases, problems } = await peer.calendar.findSlots({ plan, roster, programme, pools: [{ places: 2 }], phases: true });
   * ```
   */
  findSlots(
    request: { plan: Plan; roster: Roster; programme: Programme } & Partial<SlotNeeds>,
    options?: WorkOptions,
  ): Promise<SlotProposal & { stopped: boolean }>;
  /**
   * The instants of recurrences in milliseconds since 1970; each is the text of its DTSTART, RRULE, RDATE and
   * EXDATE lines. A local time without a zone is taken for universal time. `gaps`, `starts` and `weeks` decide where
   * calendars disagree: local times that the clock skips, a start that its rule does not match, and weeks of which the
   * rule names no day. A rule that counts, and whose instances before `from` are too many to be passed, rejects with
   * `limit.recurrence`; so do more than four million instants at once.
   *
   * ```js
   * const [starts] = await peer.calendar.expand(["DTSTART;TZID=Europe/Oslo:20201006T173000\nRRULE:FREQ=WEEKLY"], { limit: 5 });
   * ```
   */
  expand(recurrences: string[], options?: ExpandRequest & Following): Promise<Float64Array[]>;
  /**
   * What a recurrence rule means in words, and what RFC 5545 has against it.
   *
   * ```js
   * const { words } = await peer.calendar.rule("FREQ=MONTHLY;BYDAY=1TU,3TU", { language: "es" });
   * ```
   */
  rule(text: string, options?: { language?: Language }): Promise<RuleExplained>;
  /** The federal holidays of the United States from one day to another, ISO dates. */
  holidays(from: string, to: string): Promise<Holiday[]>;
  /**
   * The days from one to another on which a calendar file (.ics) has events, for a programme's `holidays.days`.
   *
   * ```js
   * const { days } = await peer.calendar.readHolidays(file, programme);
   * const holidays = { ...programme.holidays, days: [...(programme.holidays?.days ?? []), ...days] };
   * const term = await peer.calendar.schedule({ plan, programme: { ...programme, holidays } });
   * ```
   */
  readHolidays(file: FileLike, within: { from: string; to: string; zone: string }, following?: Following): Promise<HolidaysRead>;
  /** How many minutes a zone's clock is ahead of another's at noon of a date. */
  minutesAhead(zone: string, other: string, date: string): Promise<number>;
  /** The release of the IANA time zone data that the package carries, such as `2026f`. */
  zoneData(): Promise<string>;
  /**
   * Replaces zones by newer data: compiled zones (TZif) by their names, such as those of a system's zoneinfo folder. Without a
   * worker they hold for all peers of this thread, which share one engine.
   */
  loadZones(zones: Record<string, FileLike>): Promise<void>;
}

/** The dated sessions of every circle. Kept as JSON it is the plain term. */
export class ScheduledTerm {
  static {
    guarded(this.prototype, "term");
  }

  readonly #channel: Channel;
  /** The term as plain data. */
  readonly term: Term;
  /** What could not be had, such as a slot or a free week. */
  readonly problems: Scheduled["problems"];
  /** The series of the earlier term that do not go on: cancel each with `open({ ...earlier, series: [one] })`. */
  readonly gone: Scheduled["gone"];

  /** @internal */
  constructor(channel: Channel, term: Term, problems: Scheduled["problems"] = [], gone: Scheduled["gone"] = []) {
    this.#channel = channel;
    this.term = term;
    this.problems = problems;
    this.gone = gone;
  }

  /** A series for each circle. */
  get series(): Term["series"] {
    return this.term.series;
  }

  /**
   * Writes sessions as iCalendar text: to publish, to invite, to cancel.
   *
   * ```js
   * await term.ics({ circle: "c3", method: "REQUEST", organizer, roster, now: new Date() });
   * ```
   */
  async ics({ roster, now, ...options }: IcsRequest, following: Following = {}): Promise<string> {
    return followed(this.#channel, following, "calendarIcs", this.term, roster, { ...options, now: iso(now) } as IcsOptions);
  }

  /**
   * Changes the term with the fewest sessions moved, and gives the new term with the messages that calendars and
   * people need: this term stays as it is.
   *
   * ```js
   * const { term: after, moved, messages } = await term.change({ postpone: "c3/2020-11-17", roster, organizer, now });
   * for (const { calendars, mails } of messages) send(calendars, mails);
   * ```
   *
   * A circle takes another slot for the rest of the term by `slots`; calendars are told of it as of a new series:
   *
   * ```js
   * const given = { roster, organizer, now };
   * await term.change({ slots: [{ circle: "c3", slot: { day: "thursday", start: "12:00", minutes: 60 }, from: "2020-11-25" }], ...given });
   * ```
   *
   * It meets elsewhere by `places`; what is left out of a place is as the programme says:
   *
   * ```js
   * await term.change({ places: [{ circle: "c3", platform: "Zoom", url: "https://zoom.example.org/j/3" }], roster, organizer, now });
   * ```
   *
   * `stop` ends the search for the fewest moves with the best so far, in which a session without a place is lost.
   */
  async change(
    { roster = { participants: [] }, now, cancel, postpone, ...rest }: ChangeRequest,
    options?: WorkOptions,
  ): Promise<ChangedTerm> {
    const asked = { ...rest, now: iso(now), cancel: list(cancel), postpone: list(postpone) } as Change;
    const { best, stopped } = await finish(...(await prepare(options, this.#channel, "calendarRescheduling", this.term, roster, asked)));
    const { term, ...told } = best;
    return { ...told, term: new ScheduledTerm(this.#channel, term), stopped };
  }

  /**
   * A letter for everybody in a circle, as text and as HTML: an invitation, a reminder, a topic, a change.
   *
   * ```js
   * const mails = await term.texts({ kind: "reminder", circle: "c3", session: "c3/2020-11-17", roster, language: "es" });
   * for (const { email, subject, text, html } of mails) send(email, subject, text, html);
   * ```
   */
  async texts({ roster, ...options }: TextRequest, following: Following = {}): Promise<MailList> {
    return followed(this.#channel, following, "calendarTexts", this.term, roster, options as TextOptions);
  }

  /**
   * A page for the leader of a session to print, as HTML: the topic, the agenda by the clock, who belongs there.
   *
   * ```js
   * const page = await term.kit("c3/2020-11-17", { roster });
   * open(URL.createObjectURL(new Blob([page], { type: "text/html" })));
   * ```
   */
  async kit(session: string, { roster, language = "en", ...following }: { roster?: Roster; language?: Language } & Following = {}): Promise<string> {
    return followed(this.#channel, following, "calendarKit", this.term, roster, session, language);
  }

  /**
   * Hours of credit by a stated rule, and as a table for whoever issues them.
   *
   * ```js
   * const wanted = { rule: { latePercent: 50 }, roster };
   * const { credits, csv } = await term.credits([{ session: "c3/2020-11-17", member: "p17", came: "late", platform: "Zoom" }], wanted);
   * ```
   */
  async credits(attendance: AttendanceList, { rule = {}, roster = { participants: [] }, ...following }: { rule?: Partial<CreditRule>; roster?: Roster } & Following = {}): Promise<Credits> {
    return followed(this.#channel, following, "calendarCredits", this.term, attendance, rule as CreditRule, roster);
  }

  /**
   * How every circle is doing, those that fade first; people are named only when `people` is asked for.
   *
   * ```js
   * const fading = (await term.signals(attendance, { now: new Date() })).filter(({ fading }) => fading);
   * ```
   */
  async signals(attendance: AttendanceList, { now, people = false, ...following }: { now: Instant; people?: boolean } & Following): Promise<SignalList> {
    return followed(this.#channel, following, "calendarSignals", this.term, attendance, iso(now), people);
  }

  /**
   * Reads what a calendar sends when somebody accepts or declines (METHOD:REPLY).
   *
   * ```js
   * const { replies } = await term.replies(mail.attachment, roster);
   * const atRisk = (await term.expected([...earlier, ...replies])).filter(({ atRisk }) => atRisk);
   * ```
   */
  async replies(file: FileLike, roster: Roster, following: Following = {}): Promise<RepliesRead> {
    const known = [kept(this.term, shares(following)), kept(roster, shares(following))] as const;
    return followed(this.#channel, following, "calendarReplies", await bytes(file), ...known);
  }

  /** Whom to expect in each session, from all answers so far. */
  async expected(replies: ReplyList, following: Following = {}): Promise<ExpectedList> {
    return followed(this.#channel, following, "calendarExpected", this.term, replies);
  }

  /** The plain term, for JSON. */
  toJSON(): Term {
    return this.term;
  }
}

/** @internal */
export function calendar(channel: EquippedChannel): Calendar {
  return {
    schedule: async ({ plan, programme, earlier, roster = { participants: [] }, ...needs }, following = {}) => {
      const known = earlier instanceof ScheduledTerm ? earlier.term : earlier;
      const args = [plan, programme, known, roster, needs as SlotNeeds] as const;
      const { term, problems, gone } = await followed(channel, following, "calendarSchedule", ...args);
      return new ScheduledTerm(channel, term, [...problems, ...(await hostDiffers(term))], gone);
    },
    open: (term) => new ScheduledTerm(channel, term),
    busy: async (file, { from, to, zone, member, ...others }, following = {}) => {
      nothingMore(others);
      return followed(channel, following, "calendarBusy", await bytes(file), iso(from), iso(to), zone, member);
    },
    slots: async (question, options) => {
      const { best, stopped } = await finish(...(await prepare(options, channel, "calendarSlotSearch", question)));
      return { ...best, slots: best.slots.map((slot) => slot ?? undefined), stopped };
    },
    findSlots: async ({ plan, roster, programme, ...needs }, options) => {
      const { best, stopped } = await finish(...(await prepare(options, channel, "calendarSlotFinding", plan, roster, programme, needs as SlotNeeds)));
      return { ...best, stopped };
    },
    expand: async (recurrences, { from, to, gaps, starts, weeks, limit, ...others } = {}) => {
      const span = { ...(from && { from: iso(from) }), ...(to && { to: iso(to) }) };
      return split(await followed(channel, others, "calendarExpand", recurrences, { gaps, starts, weeks, limit, ...span } as ExpandOptions));
    },
    rule: (text, { language = "en", ...others } = {}) => {
      nothingMore(others);
      return call(channel, "calendarRule", text, language);
    },
    holidays: (from, to) => call(channel, "calendarHolidays", from, to),
    readHolidays: async (file, { from, to, zone }, following = {}) =>
      followed(channel, following, "calendarReadHolidays", await bytes(file), from, to, zone),
    minutesAhead: (zone, other, date) => call(channel, "timeMinutesAhead", zone, other, date),
    zoneData: () => call(channel, "timeZoneData"),
    loadZones: async (zones) => {
      const named = Object.entries(zones).map(async ([name, data]) => [name, await bytes(data, `timeZoneData.${name}`)] as const);
      await channel.equip((await Promise.all(named)).map((args) => ({ kind: "call", name: "timeZoneReplace", args })));
    },
  };
}

/** A warning where this browser's own clock shows a session at another time than the programme's zone has it. */
async function hostDiffers({ programme, series }: Term): Promise<Scheduled["problems"]> {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone: programme.zone, dateStyle: "short", timeStyle: "medium" });
  } catch {
    return [];
  }
  const breath = breather(HOLD);
  // Many sessions are at one time.
  const seen = new Set<string>();
  const differ = ({ start, startUtc }: Term["series"][number]["sessions"][number]): boolean => {
    const times = start + startUtc;
    return !seen.has(times) && !!seen.add(times) && clock.format(new Date(startUtc)) !== start.replace("T", " ");
  };
  let differs: Term["series"][number]["sessions"][number] | undefined;
  for (const { sessions } of series) {
    differs ??= sessions.find(differ);
    await breath();
  }
  if (!differs) return [];
  const shown = clock.format(new Date(differs.startUtc));
  return [{
    code: "zone.host_differs",
    place: { field: "programme.zone" },
    message: `this browser shows ${differs.id} at ${shown} and ${programme.zone} has it at ${differs.start}`,
    hint: "the time zone data of one of the two are out of date; compare with peer.calendar.zoneData()",
  }];
}

function list(ids: string | string[] = []): string[] {
  return typeof ids === "string" ? [ids] : ids;
}

/** An instant in full: ISO allows times without seconds, and 24:00. What is none, or tells no zone, is left to the engine. */
function iso(instant: Instant): string {
  const date = typeof instant === "string" && !/(Z|[+-]\d\d:?\d\d)$/i.test(instant) ? undefined : new Date(instant);
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : String(instant);
}

/** Cuts runs of numbers, each led by its length, without copying them. */
function split(numbers: Float64Array): Float64Array[] {
  const runs: Float64Array[] = [];
  for (let at = 0; at < numbers.length; ) {
    const end = at + 1 + (numbers[at] ?? 0);
    runs.push(numbers.subarray(at + 1, end));
    at = end;
  }
  return runs;
}
