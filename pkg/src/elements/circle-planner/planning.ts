/** What the planner knows, and its calls to the engine; what it shows is elsewhere. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Advice, Contact, Formation, Language, Moved, Plan, Programme, Progress, Reason, Roster, Rules, ScheduledTerm, Term, Topic } from "../../index.js";
import { engine } from "../parts/engine.js";
import { told, type Told } from "../parts/problems.js";
import type { Draft } from "../parts/draft.js";
import { Changing } from "./changing.js";
import { Columns } from "./columns.js";
import { Dating } from "./dating.js";
import { Keeper, type PlanningDraft } from "./draft.js";
import type { Moment, Shift } from "./going-on.js";
import { Intake } from "./intake.js";
import { Moving } from "./moving.js";
import { Places, present, without, type Place } from "./plan.js";
import { Registering } from "./registering.js";
import { Slotting } from "./slotting.js";
import type { Standing } from "./standing.js";
import { Wishes } from "./wishes.js";
import { Writing } from "./writing.js";

/** Where one sentence for each person would be too much to ask for at once. */
const MANY = 400;

const plans = () => import("./plans.js");

/** How much work goes into circles that are kept: they are never proved, and after this seldom better. */
const KEEPING = 20_000_000;

/** Circles that are drawn in one go. */
const CARDS = 20;

export class Planning implements ReactiveController {
  roster: Roster | undefined;
  /** The programme as the page has it. */
  #given: Programme | undefined;
  /** The organiser's own topics, where they changed the programme's. */
  topics: Topic[] | undefined;
  /** The programme with what was decided here, and what it was made of: it is the same as long as these are. */
  #own: Programme | undefined;
  #ownOf: readonly unknown[] = [];
  readonly wishes = new Wishes();
  readonly moving = new Moving(this);
  readonly slotting = new Slotting(this);
  readonly writing = new Writing(this);
  readonly changing = new Changing(this);
  readonly intake = new Intake(this);
  readonly columns = new Columns(this);
  readonly dating = new Dating(this);
  readonly registering = new Registering(this);
  readonly places: Places;
  /** What is looked for among many circles. */
  words = "";
  readonly keeper = new Keeper(this);
  /** For which system the circles are written. */
  readonly format = { kind: "plain" as "plain" | "canvas" | "moodle" | "blackboard" | "template", course: "", set: "" };
  /** Who invites: with them calendars are asked, without them they are told. */
  organizer: Contact | undefined;
  /** What time it is. */
  clock = () => new Date();
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
  /** Those who left, by id: letters of that day still go to them. */
  readonly gone = new Map<string, string>();
  /** What no circles of these people under these rules can cost less than, where that was found: of circles made by hand nothing is. */
  bound: number | undefined;
  /** What is another in circles that go on, beside who is in them. */
  shifts: readonly Shift[] = [];
  /** Circles that lost people could not be filled without more waiting. */
  unfilled = false;
  /** The people or the rules are not those that the plan was made from. */
  stale = false;
  /** What follows people and rules for the circles, once there are some. */
  standing: Standing | undefined;
  /** Counts what people and rules there have been, and of which of them the forming is. */
  now = 0;
  formed = 0;
  /** Why the circles are in no forming of these people and rules. */
  held: Told | undefined;
  /** Whether the forming is of circles that there were. */
  #taken = false;
  /** The plan of a draft: what was found out about it is told as it was, though it is made again. */
  #kept: Plan | undefined;
  /** How often circles have changed: what is told of them comes later, and may be late. */
  #changes = 0;
  /** What calendars may know already of circles that go on. */
  #earlier: Term | undefined;
  /** Circles whose sessions somebody looks at. */
  readonly looking = new Set<string>();
  failure: Told | undefined;
  termFailure: Told | undefined;
  seed = 1;
  #stop: AbortController | undefined;
  /** Who moved, where circles were formed from those that there were. */
  #moved: readonly Moved[] | undefined;
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
    if (this.now !== this.formed && this.plan?.circles.length && !this.busy) void plans().then(({ standing }) => standing(this).follow());
    if (!this.plan || cards >= this.plan.circles.length) return;
    setTimeout(() => {
      if (this.cards !== cards) return;
      this.cards += CARDS;
      this.host.requestUpdate();
    });
  }

  take(roster: Roster): void {
    this.roster = roster;
    this.wishes.know(roster);
    this.moving.know(roster);
    void this.registering.know(roster);
    this.changed();
  }

  /** The rules or people changed: what was formed stands, and says that it was formed from others. */
  changed(stale = this.plan !== undefined): void {
    this.stale = stale;
    this.bound = this.#kept = undefined;
    this.now += 1;
    this.#step();
  }

  /** Whether what is told of the circles is told of the people and rules that there are. */
  get current(): boolean {
    return this.now === this.formed && !this.held;
  }

  /** Takes a wish; what was formed is out of date only where other rules come of it. */
  wish(change: () => void): void {
    const before = JSON.stringify(this.rules);
    change();
    if (JSON.stringify(this.rules) === before) this.#step();
    else this.changed();
  }

  /** Goes on where a draft ended; circles come back as they were, and are taken up again where more is asked of them. */
  async restore(draft: Draft<PlanningDraft>): Promise<void> {
    const kept = await this.keeper.open(draft);
    // People whom the page has given are the ones there are; what was formed of others is out of date.
    const given = this.roster;
    if (kept) {
      this.wishes.restore(kept.wishes);
      this.wishes.know(kept.roster);
      const { topics = this.topics, term, times, stale, plan } = kept;
      this.organizer ??= kept.organizer;
      this.places.said = new Map(kept.places);
      Object.assign(this, { roster: kept.roster, plan, why: new Map(kept.why), stale, topics });
      if (times) this.slotting.resume({ ...times, chosen: new Set(times.chosen), proposal: undefined });
      this.intake.source = kept.source;
      for (const id of kept.locked ?? []) this.moving.locked.add(id);
      if (term) this.dating.take((await engine()).calendar.open(term), kept.dated);
      void this.registering.know(kept.roster);
      // What was kept is a plan alone.
      if (plan) this.now += 1;
      if (!stale) this.#kept = plan;
      if (given && JSON.stringify(given) !== JSON.stringify(kept.roster)) this.take(given);
    }
    this.host.requestUpdate();
  }

  /** The circles are in a forming of the people and rules that there are; in none where that cannot be. */
  async takenUp(formation: Formation | undefined, failure: Told | undefined): Promise<void> {
    this.#take(formation, this.now, failure);
    this.#taken = true;
    const { plan, moving } = this;
    if (formation && plan && plan === this.#kept) Object.assign(this, await (await plans()).against(formation, plan).catch(() => ({})));
    else await this.goOn();
    // What a place costs was told by other rules.
    if (moving.to !== undefined) void moving.ask(moving.to, moving.over);
  }

  /** There is another forming, or none for a reason. */
  #take(formation: Formation | undefined, of: number, failure?: Told): void {
    this.formation?.dispose();
    [this.formation, this.formed, this.held] = [formation, of, failure];
  }

  clear(): void {
    this.stop();
    this.#era += 1;
    this.slotting.stop();
    this.slotting.forget();
    this.writing.forget();
    this.changing.open(undefined);
    this.#earlier = undefined;
    this.#take(undefined, this.now);
    this.dating.take(undefined);
    this.roster = this.plan = this.failure = this.termFailure = this.progress = this.bound = undefined;
    this.intake.forget();
    this.moving.clear();
    this.gone.clear();
    this.columns.close();
    [this.words, this.cards, this.shifts] = ["", CARDS, []];
    this.topics = undefined;
    this.stale = this.unfilled = false;
    this.registering.circles = [];
    this.places.clear();
    this.advice = undefined;
    this.whyCircle = this.broken = this.costly = this.why = new Map();
    this.wishes.ties = this.wishes.ties.filter(({ people }) => people.length === 0);
    void this.keeper.forget();
    this.host.requestUpdate();
  }

  /** Forms circles: anew, from where the last press ended, or from those that there are, which may all be kept and filled. */
  async form(from: "" | "here" | "circles" | "full" = ""): Promise<void> {
    const roster = this.roster;
    if (!roster || this.busy) return;
    await this.during("forming", async () => {
      await this.standing?.idle;
      const era = this.#era;
      const { now, current, moving: { locked } } = this;
      const stop = (this.#stop = new AbortController());
      const onProgress = (progress: Progress) => {
        this.progress = progress;
        this.host.requestUpdate();
      };
      const options = { stop: stop.signal, onProgress, seed: this.seed };
      try {
        // Nobody leaves the circles that there are for a small gain.
        const here = from === "here" && current && !this.#taken ? this.formation : undefined;
        if (here) await (await plans()).improved(here, roster, this.rules, locked, options);
        if ((here || (await this.#begin(roster, options, from === "here" ? "circles" : from))) && era === this.#era) await this.#adopt();
      } catch (error) {
        if (era === this.#era) this.failure = told(error);
      }
      this.#stop = undefined;
      // Somebody may have come while the circles were formed.
      if (now !== this.now) this.stale = this.plan !== undefined;
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
    const earlier = this.outdated?.term ?? this.#earlier;
    const known = { pools, ...(roster && { roster }), ...(earlier && { earlier }) };
    const from = this.dating.now();
    await this.during("scheduling", async () => {
      try {
        const peer = await engine();
        const term = await peer.calendar.schedule({ plan, programme: { language, ...programme }, ...known });
        if (plan === this.plan) this.dating.take(term, from);
        this.#earlier = earlier;
        this.writing.forget();
        await this.keeper.keep();
        this.termFailure = undefined;
      } catch (error) {
        this.termFailure = told(error);
      }
    });
  }

  /** The sessions of the circles as they are. */
  get term(): ScheduledTerm | undefined {
    return this.dating.current;
  }

  /** Sessions of circles as they were, which wait for being dated anew. */
  get outdated(): ScheduledTerm | undefined {
    return this.dating.outdated;
  }

  get rules(): Rules {
    return this.wishes.rules(this.programme);
  }

  /** A new formation takes the place of the old one only once it is there, and is of use. */
  async #begin(roster: Roster, options: Parameters<Formation["improve"]>[0], from: "" | "circles" | "full"): Promise<boolean> {
    const { plan, now } = this;
    const era = this.#era;
    const { formed, tied, goOn, takenOver } = await plans();
    const keeps = plan !== undefined && (from === "circles" || from === "full");
    const rules = keeps ? { ...this.rules, ...present(plan) } : this.rules;
    const formation = await formed(roster, tied(rules, plan, this.moving.locked), { ...options, ...(keeps && { budget: { work: KEEPING } }) });
    this.unfilled = from === "full" && plan !== undefined && !goOn(plan, formation.plan);
    const moved = keeps && !this.unfilled ? (formation.plan.moved ?? []) : undefined;
    const own = moved ? await takenOver(formation, roster, this.rules, [...this.moving.locked], this.seed) : formation;
    if (era !== this.#era || this.unfilled) {
      own.dispose();
      return false;
    }
    this.#take(own, now);
    [this.#moved, this.#taken, this.stale] = [moved, moved !== undefined, false];
    return true;
  }

  async #adopt(): Promise<void> {
    const { formation, moment: here } = this;
    if (!formation) return;
    this.moving.forget();
    const { filled, settled } = await plans();
    if (this.#moved && here) {
      // The circles that there are go on with others in them: all of that can be taken back.
      const { plan, times, shifts, who } = filled(formation.plan, here, this.#moved, this.#given?.phases ?? []);
      this.bound = undefined;
      this.slotting.resume(times);
      this.moving.placed(who, here);
      return this.#changed(plan, shifts);
    }
    this.bound = formation.plan.waiting.length === 0 ? formation.plan.bound : undefined;
    this.slotting.forget();
    await this.#changed(settled(formation.plan, !this.rules.present));
  }

  /** Something is as it was not before: it is kept, and shown. */
  #step(): void {
    void this.keeper.keep();
    this.host.requestUpdate();
  }

  /** Takes the plan with other times for its circles. */
  placed(plan: Plan): void {
    this.plan = plan;
    this.#undate();
    this.#step();
  }

  /** The circles and their times as they are. */
  get moment(): Moment | undefined {
    const { plan, dating: { phases }, slotting: { chosen, proposal } } = this;
    return plan && { plan, phases, chosen, proposal };
  }

  /** Takes the plan as the forming has it after a change; circles that are as they were, or are so again, keep the times that they had. */
  async goOn(back?: Moment): Promise<void> {
    const { formation } = this;
    if (!formation) return;
    const { freed, resumed } = await plans();
    await freed(formation, this.moving.locked);
    const here = this.moment;
    if (!here || formation !== this.formation) return;
    const { plan, ...times } = resumed(formation.plan, { here, back, dated: this.dating.from, usual: this.#given?.phases ?? [], sessions: this.term !== undefined });
    this.unfilled = false;
    this.slotting.resume(times);
    void this.#changed(plan);
  }

  async #changed(given: Plan, shifts: readonly Shift[] = []): Promise<void> {
    const { formation } = this;
    if (!formation) return;
    this.shifts = shifts;
    const change = (this.#changes += 1);
    const plan = (this.plan = this.places.settle(given, this.roster));
    this.failure = undefined;
    this.#undate();
    const people = plan.circles.flatMap(({ members }) => members).concat(plan.waiting);
    // Reasons that are told without being asked stay until the new ones are there: nothing jumps away from under a hand.
    if (people.length > MANY) this.why = new Map();
    this.whyCircle = this.broken = this.costly = new Map();
    this.advice = undefined;
    this.host.requestUpdate();
    await this.keeper.keep();
    const { against, reasons } = await plans();
    const found = await against(formation, plan).catch(() => ({}));
    if (change === this.#changes) Object.assign(this, found);
    this.host.requestUpdate();
    if (people.length > MANY) return;
    const why = await reasons(formation, people).catch(() => this.why);
    if (change === this.#changes) this.why = why;
    this.#step();
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
    this.dating.follow(term);
    this.#step();
  }

  /** Asks once more whether somebody leaves, or lets the question go. */
  asksToLeave(id: string | undefined): void {
    this.leaving = id;
    this.host.requestUpdate();
  }

  /** Somebody leaves the programme: their place is free, the others stay, and a term under way goes on without them. */
  async leave(id: string, language: Language): Promise<void> {
    const { term } = this;
    this.leaving = undefined;
    if (!this.roster || !this.plan || this.busy) return;
    const circle = this.plan.circles.find(({ members }) => members.includes(id));
    this.gone.set(id, this.roster.participants.find((person) => person.id === id)?.name ?? id);
    if (circle && term) await this.changing.follow({ leave: [{ circle: circle.id, member: id }] }, language);
    // Where the sessions could not go on without them they are those of the circle as it was.
    const goes = term !== undefined && (!circle || this.term !== term);
    const { roster, plan } = this;
    if (!roster || !plan) return;
    this.roster = { ...roster, participants: roster.participants.filter((person) => person.id !== id) };
    void this.registering.know(this.roster);
    this.wishes.left(id);
    this.plan = without(plan, id);
    this.why = new Map([...this.why].filter(([person]) => person !== id));
    this.whyCircle = this.broken = this.costly = new Map();
    this.advice = undefined;
    this.unfilled = false;
    this.moving.left(id);
    if (goes) this.dating.renew();
    this.changed(this.stale);
  }

  /** Sessions of other circles, or at other times, wait for being dated anew: nothing is written about them until then. */
  #undate(): void {
    if (this.term) return;
    this.writing.forget();
    this.changing.open(undefined);
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
    this.topics = topics;
    this.#undate();
    this.#step();
  }

  /** The programme with the organiser's own topics and the weeks that were found for circles. */
  get programme(): Programme | undefined {
    const { topics, slotting: { phases } } = this;
    const of = [this.#given, topics, phases];
    if (of.some((one, at) => one !== this.#ownOf[at])) {
      const given = this.#given;
      this.#own = given && (topics || phases) ? { ...given, ...(topics && { topics }), ...(phases && { phases }) } : given;
      this.#ownOf = of;
    }
    return this.#own;
  }

  /** Takes the programme; topics of the organiser's own, which a draft may have brought before, stay, and weeks if its rhythm has them. */
  give(programme: Programme | undefined): void {
    const rhythm = (one: Programme | undefined) => JSON.stringify(one?.recurrence);
    if (this.#given && rhythm(programme) !== rhythm(this.#given)) this.slotting.phases = undefined;
    this.#given = programme;
  }

  /** Does something that nothing else may interrupt. */
  async during(busy: Planning["busy"], work: () => Promise<void>): Promise<void> {
    this.busy = busy;
    this.moving.done = undefined;
    this.intake.fresh = this.unfilled = false;
    this.host.requestUpdate();
    try {
      await work();
    } finally {
      this.busy = "";
      this.host.requestUpdate();
    }
  }
}
