/** What the planner knows, and its calls to the engine; what it shows is elsewhere. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { AddedRead, Advice, Contact, Formation, Holds, Language, Plan, Programme, Progress, Reason, Roster, RosterRead, Rules, ScheduledTerm, Term, Topic } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";
import type { Draft } from "../parts/draft.js";
import { Changing } from "./changing.js";
import { Columns, isTable, type Given } from "./columns.js";
import { Keeper, markOf, type PlanningDraft } from "./draft.js";
import { Moving } from "./moving.js";
import { Places, present, without, type Place } from "./plan.js";
import { Registering } from "./registering.js";
import { Slotting } from "./slotting.js";
import { Wishes } from "./wishes.js";
import { Writing } from "./writing.js";

/** What happened to the file that was given last. */
export interface Reading {
  /** The file's; empty where rows were pasted, left out where it was no file that failed. */
  name: string | undefined;
  problems: Told[];
  /** Nothing of it could be used, and everything is as it was. */
  refused?: boolean;
  merged?: { added: number; replaced: number };
}

/** Where one sentence for each person would be too much to ask for at once. */
const MANY = 400;

const plans = () => import("./plans.js");

/** Circles that are drawn in one go. */
const CARDS = 20;

export class Planning implements ReactiveController {
  roster: Roster | undefined;
  programme: Programme | undefined;
  /** The organiser's own topics, where they changed the programme's. */
  topics: Topic[] | undefined;
  /** The programme's own. */
  #given: Topic[] = [];
  readonly wishes = new Wishes();
  readonly moving = new Moving(this);
  readonly slotting = new Slotting(this);
  readonly writing = new Writing(this);
  readonly changing = new Changing(this);
  readonly columns = new Columns(this);
  readonly registering = new Registering(this);
  readonly places: Places;
  /** What tells the people of an address from others that it may answer with later. */
  source: string | undefined;
  /** The file that was read last, for somebody who knows better what its columns hold. */
  given: Given | undefined;
  /** What is looked for among many circles. */
  words = "";
  readonly keeper = new Keeper(this);
  /** For which system the circles are written. */
  readonly format = { kind: "plain" as "plain" | "canvas" | "moodle" | "blackboard" | "template", course: "", set: "" };
  /** Who invites: with them calendars are asked, without them they are told. */
  organizer: Contact | undefined;
  /** What time it is. */
  clock = () => new Date();
  /** What happened to the files that were given last, one entry a file. */
  readings: Reading[] = [];
  busy: "" | "forming" | "scheduling" | "advising" | "placing" = "";
  progress: Progress | undefined;
  formation: Formation | undefined;
  plan: Plan | undefined;
  why = new Map<string, Reason[]>();
  /** What the rules have against circles, of those that somebody asked about. */
  whyCircle: ReadonlyMap<string, Reason[]> = new Map();
  /** Where rules of a circle as a whole are broken, at a price. */
  broken: ReadonlyMap<string, Reason[]> = new Map();
  /** Where each rule costs something. */
  costly: ReadonlyMap<string, Reason[]> = new Map();
  /** What would help, once asked for. */
  advice: Advice | undefined;
  /** Who may be leaving, until that is said twice. */
  leaving: string | undefined;
  /** How many circles are drawn so far: eighty at once would hold the page up. */
  cards = CARDS;
  /** Circles of a draft could not be taken up just as they are: a press of a button does it. */
  lost = false;
  /** The people or the rules are not those that the plan was made from. */
  stale = false;
  term: ScheduledTerm | undefined;
  /** What calendars may know already of circles that go on. */
  #earlier: Term | undefined;
  /** Circles whose sessions somebody looks at. */
  readonly looking = new Set<string>();
  failure: Told | undefined;
  termFailure: Told | undefined;
  seed = 1;
  #stop: AbortController | undefined;
  /** Grows when everything is let go: work that began before then has nowhere to go. */
  #era = 0;

  constructor(readonly host: ReactiveControllerHost, numbered: (number: string) => string) {
    this.places = new Places(numbered);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** More circles in the next frame, until all are there; they stay then. */
  hostUpdated(): void {
    const { cards } = this;
    if (!this.plan || cards >= this.plan.circles.length) return;
    setTimeout(() => {
      if (this.cards !== cards) return;
      this.cards += CARDS;
      this.host.requestUpdate();
    });
  }

  /** Takes a roster, or rows to add to the one that is here. Whatever is wrong with them costs nothing that is here. */
  async read(files: readonly { file: Blob | string; name: string }[]): Promise<void> {
    this.readings = [];
    this.moving.done = undefined;
    for (const { file, name } of files) {
      const given = { file, name, before: this.roster };
      const reading = await this.#read(given).catch((error: unknown) => this.#unread(given, told(error)));
      this.readings = [...this.readings, ...reading];
      this.host.requestUpdate();
    }
  }

  /** The same file once more, with what its columns hold. */
  async readAs(given: Given, columns: readonly Holds[]): Promise<void> {
    this.readings = await this.#read(given, columns);
  }

  async #read(given: Given, columns?: readonly Holds[]): Promise<Reading[]> {
    const { file, name, before } = given;
    const { people } = await engine();
    const read: RosterRead & Partial<AddedRead> = await (before ? people.add(before, file, { columns }) : people.read(file, { columns }));
    const { roster, problems, added, updated } = read;
    const merged = added && updated && { added: added.length, replaced: updated.length };
    const refused = merged ? merged.added + merged.replaced === 0 : roster.participants.length === 0;
    if (!refused) [this.given, this.columns.given] = [(await isTable(file)) ? given : undefined, undefined];
    if (!refused || merged) this.take(roster);
    return [{ name, problems, refused, ...(merged && { merged }) }];
  }

  /** A table whose headings say nothing is asked about; anything else is none. */
  async #unread(given: Given, problem: Told): Promise<Reading[]> {
    const refused = [{ name: given.name, problems: [problem], refused: true }];
    if (problem.code !== "roster.missing_column") return refused;
    await this.columns.ask(given);
    // Headings alone have nothing to ask about.
    if (this.columns.columns.some(({ sample }) => sample.length > 0)) return [];
    this.columns.close();
    return refused;
  }

  /** What fails says so and leaves everything as it was; nothing says that all is well again. */
  failed(error: unknown): void {
    this.readings = error === undefined ? [] : [{ name: undefined, problems: [told(error)], refused: true }];
    this.host.requestUpdate();
  }

  /** Takes the people of an address: beside those of a draft only what has changed there since. */
  async come(file: Blob, name: string): Promise<void> {
    const mark = markOf(await file.text());
    if (mark === this.source) return;
    await this.read([{ file, name }]);
    if (this.readings.some(({ refused }) => refused)) return;
    this.source = mark;
    void this.keeper.keep();
  }

  take(roster: Roster): void {
    this.roster = roster;
    this.wishes.know(roster);
    void this.registering.know(roster);
    this.changed();
  }

  /** The rules or people changed: what was formed stays, and says that it is out of date. */
  changed(stale = this.plan !== undefined): void {
    this.stale = stale;
    this.#step();
  }

  /** Takes a wish; what was formed is out of date only where other rules come of it. */
  wish(change: () => void): void {
    const before = JSON.stringify(this.rules);
    change();
    this.changed(JSON.stringify(this.rules) === before ? this.stale : undefined);
  }

  /** Goes on where a draft ended; circles come back as they were, and are taken up again where more is asked of them. */
  async restore(draft: Draft<PlanningDraft>): Promise<void> {
    const kept = await this.keeper.open(draft);
    // People whom the page has given are the ones there are; what was formed of others is out of date.
    const given = this.roster;
    if (kept) {
      this.wishes.restore(kept.wishes);
      this.wishes.know(kept.roster);
      if (kept.topics) this.#retopic(kept.topics);
      this.organizer ??= kept.organizer;
      this.places.said = new Map(kept.places);
      Object.assign(this, { roster: kept.roster, plan: kept.plan, why: new Map(kept.why), stale: kept.stale, source: kept.source });
      if (kept.term) this.term = (await engine()).calendar.open(kept.term);
      void this.registering.know(kept.roster);
      this.host.requestUpdate();
      if (given && JSON.stringify(given) !== JSON.stringify(kept.roster)) this.take(given);
      else await this.#takeUp(kept.locked ?? []);
    }
    this.host.requestUpdate();
  }

  /** What was kept is a plan alone; to move and lock people in it, it is formed again exactly as it was. */
  async #takeUp(locked: readonly string[]): Promise<void> {
    const { roster, plan, stale } = this;
    if (!roster || !plan || stale || plan.circles.length === 0) return;
    const era = this.#era;
    const given = { roster, rules: { ...this.rules, ...present(plan) } };
    try {
      const formation = await (await engine()).circles.form(given, { seed: this.seed, budget: { work: 0 } });
      await formation.takeUp(plan);
      for (const id of locked) await formation.lock(id);
      const late = era !== this.#era || plan !== this.plan || this.formation !== undefined || this.busy !== "";
      if (late || this.stale) {
        formation.dispose();
        this.lost = !late;
        return;
      }
      this.formation = formation;
      for (const id of locked) this.moving.locked.add(id);
      Object.assign(this, await (await plans()).against(formation, plan));
    } catch {
      this.lost = true;
    }
  }

  clear(): void {
    this.stop();
    this.#era += 1;
    this.slotting.stop();
    this.slotting.forget();
    this.writing.forget();
    this.changing.open(undefined);
    this.#earlier = undefined;
    this.formation?.dispose();
    this.roster = this.formation = this.plan = this.term = this.failure = this.termFailure = this.progress = undefined;
    this.readings = [];
    this.columns.close();
    this.given = this.source = undefined;
    this.words = "";
    this.cards = CARDS;
    if (this.topics) this.#retopic(undefined);
    this.stale = this.lost = false;
    this.registering.circles = [];
    this.places.said.clear();
    this.whyCircle = this.broken = this.costly = this.why = new Map();
    this.wishes.ties = this.wishes.ties.filter(({ people }) => people.length === 0);
    void this.keeper.forget();
    this.host.requestUpdate();
  }

  /** What stands in the way of placing everybody, and what would help. */
  async advise(): Promise<void> {
    const { roster, plan } = this;
    if (!roster || !plan || this.busy) return;
    await this.during("advising", async () => {
      try {
        const peer = await engine();
        const advice = await peer.circles.advise({ roster, rules: this.rules, plan });
        if (plan === this.plan) this.advice = advice;
      } catch (error) {
        this.failure = told(error);
      }
    });
  }

  /** Forms circles, from where the last press ended, or from the circles that there are, or anew. */
  async form(from: "" | "here" | "circles" = ""): Promise<void> {
    const roster = this.roster;
    if (!roster || this.busy) return;
    await this.during("forming", async () => {
      const era = this.#era;
      const people = this.roster;
      const stop = (this.#stop = new AbortController());
      const onProgress = (progress: Progress) => {
        this.progress = progress;
        this.host.requestUpdate();
      };
      const options = { stop: stop.signal, onProgress, seed: this.seed };
      try {
        if (from === "here" && this.formation && !this.stale) await this.formation.improve(options);
        else await this.#begin(roster, options, from === "circles");
        if (era === this.#era) await this.#adopt();
      } catch (error) {
        if (era === this.#era) this.failure = told(error);
      }
      this.#stop = undefined;
      // Somebody may have come while the circles were formed.
      this.stale = this.plan !== undefined && people !== this.roster;
      void this.keeper.keep();
    });
  }

  /** Ends the forming with the best so far. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Dates the sessions; when circles meet is told in a language, unless the programme names one. */
  async schedule(language: Language): Promise<void> {
    const { plan, programme, roster } = this;
    if (!plan || !programme || this.busy) return;
    // A session that makes room for a holiday moves to when its people can come.
    const { pools } = this.slotting;
    const known = { pools, ...(roster && { roster }), ...(this.#earlier && { earlier: this.#earlier }) };
    await this.during("scheduling", async () => {
      try {
        const peer = await engine();
        const term = await peer.calendar.schedule({ plan, programme: { language, ...programme }, ...known });
        if (plan === this.plan) this.term = term;
        this.writing.forget();
        await this.keeper.keep();
        this.termFailure = undefined;
      } catch (error) {
        this.termFailure = told(error);
      }
    });
  }

  get rules(): Rules {
    return this.wishes.rules(this.programme);
  }

  /** A new formation takes the place of the old one only once it is there. */
  async #begin(roster: Roster, options: Parameters<Formation["improve"]>[0], keeping: boolean): Promise<void> {
    const peer = await engine();
    const era = this.#era;
    const kept = keeping && this.plan ? present(this.plan) : {};
    const formation = await peer.circles.form({ roster, rules: { ...this.rules, ...kept } }, options);
    if (era !== this.#era) {
      formation.dispose();
      return;
    }
    this.formation?.dispose();
    this.formation = formation;
    this.stale = false;
  }

  async #adopt(): Promise<void> {
    const { formation } = this;
    if (!formation) return;
    this.moving.forget();
    await this.changedByHand();
  }

  /** Something is as it was not before: it is kept, and shown. */
  #step(): void {
    void this.keeper.keep();
    this.host.requestUpdate();
  }

  /** Takes the plan with other times for its circles. */
  placed(plan: Plan): void {
    this.plan = plan;
    this.#unschedule();
    this.#step();
  }

  /** Takes the plan as it is now; sessions of another plan are none of it. */
  async changedByHand(): Promise<void> {
    const { formation } = this;
    if (!formation) return;
    this.slotting.forget();
    this.plan = this.places.settle(formation.plan, this.roster);
    this.failure = undefined;
    this.#unschedule();
    const { plan } = this;
    const people = plan.circles.flatMap(({ members }) => members).concat(plan.waiting);
    // Reasons that are told without being asked stay until the new ones are there: nothing jumps away from under a hand.
    if (people.length > MANY) this.why = new Map();
    this.whyCircle = this.broken = this.costly = new Map();
    this.advice = undefined;
    this.host.requestUpdate();
    await this.keeper.keep();
    Object.assign(this, await plans().then(({ against }) => against(formation, plan)).catch(() => ({})));
    this.host.requestUpdate();
    if (people.length > MANY) return;
    const reasons = await Promise.all(people.map((id) => formation.why(id)));
    this.why = new Map(people.map((id, at) => [id, reasons[at] ?? []]));
    void this.keeper.keep();
  }

  /** A circle meets elsewhere; a term under way goes on there. */
  async place(id: string, place: Place, language: Language): Promise<void> {
    if (!this.plan) return;
    this.plan = this.places.take(this.plan, id, place);
    this.#step();
    await this.changing.follow({ places: [{ circle: id, ...place }] }, language);
  }

  /** Takes a term in which sessions have changed. */
  rescheduled(term: ScheduledTerm): void {
    this.term = term;
    this.#step();
  }

  /** Asks once more whether somebody leaves, or lets the question go. */
  asksToLeave(id: string | undefined): void {
    this.leaving = id;
    this.host.requestUpdate();
  }

  /** Somebody leaves the programme: their place is free, the others stay, and a term under way goes on without them. */
  async leave(id: string, language: Language): Promise<void> {
    const { roster, plan } = this;
    this.leaving = undefined;
    if (!roster || !plan || this.busy) return;
    const circle = plan.circles.find(({ members }) => members.includes(id));
    if (circle && this.term) await this.changing.follow({ leave: [{ circle: circle.id, member: id }] }, language);
    this.formation?.dispose();
    this.formation = undefined;
    this.roster = { ...roster, participants: roster.participants.filter((person) => person.id !== id) };
    void this.registering.know(this.roster);
    this.wishes.left(id);
    this.plan = without(plan, id);
    this.why = new Map([...this.why].filter(([person]) => person !== id));
    this.whyCircle = this.broken = this.costly = new Map();
    this.moving.forget();
    this.lost = false;
    this.changed();
  }

  /** Sessions of other circles, or at other times, are dated anew; those that go on stay known to calendars. */
  #unschedule(): void {
    this.#earlier = this.term?.term ?? this.#earlier;
    this.term = undefined;
    this.writing.forget();
    this.changing.open(undefined);
  }

  /** Why somebody is where they are, or what the rules have against a circle: asked for by hand. */
  async ask(what: "why" | "whyCircle", id: string): Promise<void> {
    const { formation, [what]: before } = this;
    if (!formation) return;
    const reasons = await formation[what](id).catch(() => []);
    if (before === this[what]) this[what] = new Map(before).set(id, reasons);
    this.host.requestUpdate();
  }

  /** Somebody invites from now on, or nobody where no address is given; invitations written before are from somebody else. */
  invite({ name, email }: Required<Contact>): void {
    this.organizer = email === "" ? undefined : { name, email };
    Object.assign(this.writing, { mails: undefined, calendars: [] });
    this.#step();
  }

  /** Other topics, or in another order; sessions are dated anew with them. */
  setTopics(topics: Topic[]): void {
    if (!this.programme) return;
    this.#retopic(topics);
    this.#unschedule();
    this.#step();
  }

  /** Takes the programme; topics of the organiser's own, which a draft may have brought before, stay. */
  give(programme: Programme | undefined): void {
    const { topics } = this;
    this.topics = undefined;
    this.programme = programme;
    if (topics) this.#retopic(topics);
  }

  /** Takes other topics than the programme's own, or those again. */
  #retopic(topics: Topic[] | undefined): void {
    const { programme } = this;
    if (programme && !this.topics) this.#given = programme.topics ?? [];
    this.topics = topics;
    if (!programme) return;
    this.programme = { ...programme, topics: topics ?? this.#given };
    this.slotting.retopic(this.programme.topics ?? []);
  }

  /** Does something that nothing else may interrupt. */
  async during(busy: Planning["busy"], work: () => Promise<void>): Promise<void> {
    this.busy = busy;
    this.moving.done = undefined;
    this.host.requestUpdate();
    try {
      await work();
    } finally {
      this.busy = "";
      this.host.requestUpdate();
    }
  }
}
