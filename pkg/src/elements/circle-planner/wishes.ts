/** What an organiser asks for, in the few words of the page, and the rules that it stands for. */

import type { AttributeRule, Programme, Roster, Rules } from "../../index.js";

export type Wish = AttributeRule["how"] | "";

export class Wishes {
  min = 5;
  max = 8;
  leader = true;
  slot = true;
  minutes = 60;
  /** What is asked of each attribute of the roster, by name. */
  readonly attributes = new Map<string, Wish>();
  /** Rules that the page brings; those that have a field here are shown in it. */
  #given: Rules = {};

  /** Takes the rules that a page brings. */
  give(rules: Rules): void {
    this.#given = rules;
    this.min = rules.size?.min ?? this.min;
    this.max = rules.size?.max ?? this.max;
    this.leader = rules.leader === undefined || rules.leader !== "off";
    this.slot = rules.slot !== null;
    this.minutes = rules.slot?.minutes ?? this.minutes;
    for (const [name, wish] of this.attributes) if (wish === "") this.attributes.set(name, this.#wish(name));
  }

  /** Offers the attributes that a roster has. */
  know(roster: Roster): void {
    const names = new Set(roster.participants.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
    for (const name of [...this.attributes.keys()]) if (!names.has(name)) this.attributes.delete(name);
    // What the page wishes counts when an attribute first comes; afterwards the organiser has the word.
    for (const name of names) if (!this.attributes.has(name)) this.attributes.set(name, this.#wish(name));
  }

  rules(programme: Programme | undefined): Rules {
    const kept = new Map(this.#given.attributes?.map((rule) => [rule.attribute, rule]));
    const attributes = [...this.attributes].flatMap(([attribute, how]) =>
      how === "" ? [] : [{ ...kept.get(attribute), attribute, how }],
    );
    return {
      ...(programme && { zone: programme.zone, on: programme.from }),
      ...this.#given,
      size: { min: this.min, max: this.max },
      leader: this.leader ? (this.#given.leader && this.#given.leader !== "off" ? this.#given.leader : "must") : "off",
      slot: this.slot ? { ...this.#given.slot, minutes: this.minutes } : null,
      attributes,
    };
  }

  /** What the page wishes for an attribute. */
  #wish(name: string): Wish {
    return this.#given.attributes?.find(({ attribute }) => attribute === name)?.how ?? "";
  }
}
