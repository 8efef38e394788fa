/** What becomes of a plan in the planner: names in the page's language, places of circles, somebody who leaves. */

import type { Circle, Plan, Roster, Rules } from "../../index.js";

/** Circles that there are, as rules have them. */
export function present({ circles }: Plan): Pick<Rules, "present"> {
  return { present: circles.map(({ id, name, members, leader, slot }) => ({ id, name, members, ...(leader !== undefined && { leader }), ...(slot && { slot }) })) };
}

/** The plan without somebody. */
export function without(plan: Plan, id: string): Plan {
  const rest = (all: string[]) => all.filter((person) => person !== id);
  const circles = plan.circles.map(({ leader, members, ...circle }) => ({
    ...circle,
    members: rest(members),
    ...(leader !== undefined && leader !== id && { leader }),
  }));
  return { ...plan, circles, waiting: rest(plan.waiting) };
}

/** Where a circle meets, in an organiser's words; what is left out is as the programme says. */
export type Place = Pick<Circle, "platform" | "url">;

/** What an organiser says of circles, where forming them anew would forget it. */
export class Places {
  /** By the circle's id, with the people of whom it was said. */
  said = new Map<string, { place: Place; people: string[] }>();
  /** What circles were called, by id: who moves may come from one that is no more. */
  readonly names = new Map<string, string>();

  constructor(readonly numbered: (number: string) => string) {}

  /** The circles are gone. */
  clear(): void {
    this.said.clear();
    this.names.clear();
  }

  /** The plan with a circle at another place. */
  take(plan: Plan, id: string, place: Place): Plan {
    const people = plan.circles.find((circle) => circle.id === id)?.members ?? [];
    this.said.set(id, { place, people });
    return { ...plan, circles: plan.circles.map((circle) => (circle.id === id ? placed(circle, place) : circle)) };
  }

  /** The plan as an organiser has it: circles by number in the page's language, each at the place that was said of it. */
  settle(plan: Plan, roster: Roster | undefined): Plan {
    const own = new Set(roster?.participants.map(({ circle }) => circle));
    const circles = plan.circles.map((circle) => {
      const [, number] = /^Circle (\d+)$/.exec(circle.name) ?? [];
      // What people call their own circle is theirs.
      const name = number === undefined || own.has(circle.name) ? circle.name : this.numbered(number);
      const { place, people = [] } = this.said.get(circle.id) ?? {};
      // A number that other people have now is another circle: nobody is given a link that was not for them.
      const goesOn = people.filter((person) => circle.members.includes(person)).length * 2 >= people.length;
      return place && goesOn ? placed({ ...circle, name }, place) : { ...circle, name };
    });
    for (const { id, name } of circles) this.names.set(id, name);
    return { ...plan, circles };
  }
}

/** A circle at another place. */
function placed({ platform: _platform, url: _url, ...circle }: Circle, { platform, url }: Place): Circle {
  return { ...circle, ...(platform && { platform }), ...(url && { url }) };
}
