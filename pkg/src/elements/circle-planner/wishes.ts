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
    this.#settle();
  }

  /** Offers the attributes that a roster has. */
  know(roster: Roster): void {
    const names = new Set(roster.participants.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
    for (const name of [...this.attributes.keys()]) if (!names.has(name)) this.attributes.delete(name);
    for (const name of names) if (!this.attributes.has(name)) this.attributes.set(name, "");
    this.#settle();
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
      leader: this.leader ? "must" : "off",
      slot: this.slot ? { ...this.#given.slot, minutes: this.minutes } : null,
      attributes,
    };
  }

  /** A page's wish for an attribute is shown once a roster has the attribute. */
  #settle(): void {
    for (const { attribute, how } of this.#given.attributes ?? []) {
      if (this.attributes.get(attribute) === "") this.attributes.set(attribute, how);
    }
  }
}
