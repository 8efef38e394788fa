/** What goes on through a change of circles: the times that they had, the steps that led there, those who are locked. */

import type { Circle, Formation, Moved, Plan, Programme, Slot, SlotProposal } from "../../index.js";

/** The circles that meet in other weeks than the rest, and how many weeks later. */
export type Phases = NonNullable<Programme["phases"]>;

/** What was said of the times of circles. */
export interface Times {
  phases: Phases | undefined;
  /** Circles whose time was chosen by hand. */
  chosen: ReadonlySet<string>;
  /** What was found for all of them together. */
  proposal: (SlotProposal & { stopped: boolean }) | undefined;
}

/** Circles and their times as they are at some moment, to come back to. */
export interface Moment extends Times {
  plan: Plan;
  phases: Phases;
}

/** What is known of circles beside what the forming has. */
interface Known {
  /** Before the change. */
  here: Moment;
  /** What a step that is taken back, or made again, goes to. */
  back: Moment | undefined;
  /** What sessions were dated from. */
  dated: { circles: readonly Same[]; phases: Phases } | undefined;
  /** The weeks that the page says. */
  usual: Phases;
  /** Whether sessions are dated. */
  sessions: boolean;
}

/** What makes a circle the same as before, and how it meets. */
type Same = Pick<Circle, "id" | "members" | "slot"> & Partial<Pick<Circle, "mode">>;

/** Circles of the same people go on at the times that they had, in the weeks that they had; the others as the forming has them. */
export function resumed(now: Plan, { here, back, dated, usual, sessions }: Known): Times & { plan: Plan } {
  const times = new Map<string, { circle: Same; phase: number; chosen: boolean }>();
  const learn = (all: readonly Same[], phases: Phases, chosen?: ReadonlySet<string>) => {
    for (const circle of all) times.set(key(circle), { circle, phase: phaseOf(circle, phases), chosen: chosen?.has(circle.id) ?? false });
  };
  // Of a circle that is known more than once the last counts.
  if (dated) learn(dated.circles, dated.phases);
  for (const one of back ? [back, here] : [here]) learn(one.plan.circles, one.phases, one.chosen);
  // Sessions that are dated name no other leader.
  const unled = new Set(sessions ? here.plan.circles.filter(({ leader }) => leader === undefined).map(key) : []);
  const led = new Map(back?.plan.circles.map((circle) => [key(circle), circle.leader]));
  const circles = now.circles.map(({ leader: leads, ...found }) => {
    const { slot: _slot, ...circle } = found;
    const leader = led.has(key(found)) ? led.get(key(found)) : unled.has(key(found)) ? undefined : leads;
    const { slot, members, mode = found.mode } = times.get(key(found))?.circle ?? found;
    return { ...circle, members, mode, ...(leader !== undefined && { leader }), ...(slot && { slot }) };
  });
  // A circle of others at the time that it had keeps its weeks too, and a time that was chosen stays chosen.
  const had = (circle: Same) => here.plan.circles.some(({ id, slot }) => id === circle.id && slot && alike(slot, circle.slot));
  const phases = inOrder(circles, (circle) => times.get(key(circle))?.phase ?? phaseOf(circle, had(circle) ? here.phases : usual));
  const own = same(phases, inOrder(circles, (circle) => phaseOf(circle, usual))) ? undefined : phases;
  const chosen = new Set(circles.filter((circle) => times.get(key(circle))?.chosen ?? (had(circle) && here.chosen.has(circle.id))).map(({ id }) => id));
  const all = ({ circles }: Pick<Plan, "circles">) => circles.map(({ id, members, slot }) => [id, members, slot]);
  const proposal = back && same([all(back.plan), back.phases], [all({ circles }), phases]) ? back.proposal : undefined;
  return { plan: { ...now, circles, moved: [], stopped: false }, phases: own, chosen, proposal };
}

/** What is another in a circle that goes on, beside who is in it. */
export interface Shift {
  circle: string;
  /** When it met, and meets. */
  times?: readonly [Slot, Slot];
  /** Who leads it from now on. */
  leader?: string;
}

/** Circles that others came into, or that were filled: as they are told, with who stands for all that can be taken back. */
export function filled(now: Plan, here: Moment, moved: readonly Moved[], usual: Phases) {
  const { plan, ...times } = resumed(now, { here, back: undefined, dated: undefined, usual, sessions: false });
  const who = [...moved].sort((a, b) => Number(a.from !== undefined) - Number(b.from !== undefined)).map(({ person }) => person);
  return { plan: { ...plan, moved: [...moved] }, times, shifts: shifts(here.plan, plan), who };
}

function shifts(before: Plan, after: Plan): Shift[] {
  const known = new Map(before.circles.map((circle) => [circle.id, circle]));
  return after.circles.flatMap(({ id: circle, slot, leader }) => {
    const was = known.get(circle);
    const times = was?.slot && slot && !alike(was.slot, slot) ? [{ circle, times: [was.slot, slot] as const }] : [];
    const led = was?.leader !== undefined && leader !== undefined && leader !== was.leader ? [{ circle, leader }] : [];
    return [...times, ...led];
  });
}

function alike(one: Slot, other: Slot | undefined): boolean {
  return one.day === other?.day && one.start === other.start && one.minutes === other.minutes;
}

/** A move that was made, or taken back. */
export interface Step {
  person: string;
  /** Who else, where it was not one person. */
  others?: readonly string[];
  /** The circles on its other side. */
  there: Moment;
  /** The forming in which it was made, and which takes it back with all that was known before. */
  by: Formation | undefined;
}

/** Goes to the other side of a step; what has gone there, if that can take it back. Whoever is locked is locked where they are then. */
export async function travelled(formation: Formation, { by, there: { plan } }: Step, back: boolean, locked: ReadonlySet<string>): Promise<Formation | undefined> {
  if (back && by === formation && (await formation.undo())) return undefined;
  const place = (circles: readonly Circle[], person: string) => circles.find(({ members }) => members.includes(person))?.id;
  const elsewhere = [...locked].filter((person) => place(plan.circles, person) !== place(formation.plan.circles, person));
  for (const person of elsewhere) await formation.unlock(person);
  try {
    return (await formation.takeUp(plan)) ? formation : undefined;
  } finally {
    for (const person of elsewhere) await formation.lock(person);
  }
}

/** Whoever waits is locked to nothing. */
export async function freed(formation: Formation, locked: Set<string>): Promise<void> {
  for (const person of formation.plan.waiting) if (locked.delete(person)) await formation.unlock(person);
}

/** Phases in the order of circles: the same are the same text. */
function inOrder<C extends Pick<Circle, "id">>(circles: readonly C[], phase: (circle: C) => number): Phases {
  return circles.flatMap((circle) => (phase(circle) > 0 ? [{ circle: circle.id, phase: phase(circle) }] : []));
}

function phaseOf({ id }: Pick<Circle, "id">, phases: Phases): number {
  return phases.find(({ circle }) => circle === id)?.phase ?? 0;
}

/** The same people are the same circle, whatever their order on the roster. */
function key({ id, members }: Pick<Circle, "id" | "members">): string {
  return [id, ...[...members].sort()].join("\n");
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
