/** What an organiser asks for, in the few words of the page, and the rules that it stands for. */

import type { AttributeRule, Group, Levels, Past, Programme, Roster, Rules, Size, Strength } from "../../index.js";

export type Wish = AttributeRule["how"] | "";

/** Rules of the page that hold for all circles. */
export type Rule = "size" | "leader" | "slot" | "selfFormed" | "peers";

/** What is asked of one attribute. */
export interface Asked {
  how: Wish;
  firm: Strength;
  /** Its order, where it has one. */
  levels?: Levels | undefined;
}

/** People who are to share a circle, or of whom no two are. */
export interface Tie {
  what: "together" | "apart";
  people: string[];
  firm: Strength;
}

/** The values of one attribute, in the order of the roster. */
export interface Values {
  words: readonly string[];
  /** Whether all of them are numbers. */
  numeric: boolean;
  /** Whether some are people of the roster, by id. */
  people: boolean;
}

/** What the rules of the reference programme say. */
const FIRM: Record<Rule, Strength> = { size: "must", leader: "must", slot: "must", selfFormed: "must", peers: 6 };

/** What it costs to move somebody out of a circle that there is, unless somebody says so: nobody moves for a small gain. */
export const STAYS = 1000;

/** Wishes as a draft has them; the last release kept whether a rule holds, and of an attribute what is asked. */
export interface KeptWishes {
  min: number;
  max: number;
  minutes: number;
  share?: number;
  firm?: Record<Rule, Strength>;
  attributes: [string, Asked | Wish][];
  ties?: Tie[];
  textSize?: Size | undefined;
  stay?: Strength;
  past?: Past[];
  leader?: boolean;
  slot?: boolean;
}

export class Wishes {
  min = 5;
  max = 8;
  minutes = 60;
  /** How much of a circle must be free at its time, in percent. */
  share = 100;
  /** How firmly each rule holds. */
  firm: Record<Rule, Strength> = { ...FIRM };
  /** What is asked of each attribute of the roster, by name. */
  readonly attributes = new Map<string, Asked>();
  ties: Tie[] = [];
  /** How many people a circle has that writes, where that is not as many as others. */
  textSize: Size | undefined;
  /** How firmly people stay in the circles that there are. */
  stay: Strength = STAYS;
  /** Circles of earlier terms: whoever met in one should meet others. */
  past: Past[] = [];
  /** What each attribute of the roster has. */
  values: ReadonlyMap<string, Values> = new Map();
  /** Rules that the page brings; those that have a field here are shown in it. */
  #given: Rules = {};

  /** Takes the rules that a page brings. */
  give(rules: Rules): void {
    this.#given = rules;
    const { size, sizeWeight, slot, leader, selfFormed, peers, together = [], apart = [], textSize, moving = STAYS, past = [] } = rules;
    this.min = size?.min ?? this.min;
    this.max = size?.max ?? this.max;
    this.minutes = slot?.minutes ?? this.minutes;
    this.share = slot?.share ?? this.share;
    this.firm = {
      size: sizeWeight ?? FIRM.size,
      leader: leader ?? FIRM.leader,
      slot: slot === null ? "off" : (slot?.weight ?? FIRM.slot),
      selfFormed: strength(selfFormed ?? FIRM.selfFormed),
      peers: peers ?? FIRM.peers,
    };
    Object.assign(this, { textSize, stay: moving, past: [...past] });
    this.ties = [...together.map((group) => tie("together", group)), ...apart.map((group) => tie("apart", group))];
    for (const [name, { how }] of this.attributes) if (how === "") this.attributes.set(name, this.#wish(name));
  }

  /** Offers the attributes that a roster has. */
  know({ participants }: Roster): void {
    const values = new Map<string, Set<string>>();
    for (const { attributes = {} } of participants) {
      for (const [name, all] of Object.entries(attributes)) {
        const known = values.get(name) ?? new Set();
        values.set(name, known);
        for (const value of all) known.add(value);
      }
    }
    const ids = new Set(participants.map(({ id }) => id));
    this.values = new Map([...values].map(([name, all]) => [name, valuesOf([...all], ids)]));
    for (const name of [...this.attributes.keys()]) if (!values.has(name)) this.attributes.delete(name);
    // What the page wishes counts when an attribute first comes; afterwards the organiser has the word.
    for (const name of values.keys()) if (!this.attributes.has(name)) this.attributes.set(name, this.#wish(name));
  }

  /** Nobody is tied to somebody who has left. */
  left(id: string): void {
    this.ties = this.ties.map((one) => ({ ...one, people: one.people.filter((person) => person !== id) }));
  }

  rules(programme: Programme | undefined): Rules {
    const { firm, min, max, minutes, share, textSize, stay, past } = this;
    const { textSize: _size, moving: _moving, past: _past, ...given } = this.#given;
    const asked = [...this.attributes].filter(([, { how }]) => how !== "");
    // An order matters to wishes for peers too: it counts whatever is asked.
    const ordered = [...this.attributes].flatMap(([name, { levels }]) => (levels ? [[name, levels] as const] : []));
    const others = Object.entries(this.#given.levels ?? {}).filter(([name]) => !this.attributes.has(name));
    return {
      ...(programme && { zone: programme.zone, on: programme.from }),
      ...given,
      size: { min, max },
      ...(textSize && { textSize }),
      ...(stay !== STAYS && { moving: stay }),
      ...(past.length > 0 && { past }),
      sizeWeight: firm.size,
      leader: firm.leader,
      slot: firm.slot === "off" ? null : { minutes, share, weight: firm.slot },
      selfFormed: firm.selfFormed,
      peers: firm.peers,
      attributes: asked.map(([attribute, { how, firm: weight }]) => ({ attribute, how: how as AttributeRule["how"], weight })),
      levels: Object.fromEntries([...others, ...ordered]),
      together: this.#tied("together"),
      apart: this.#tied("apart"),
    };
  }

  /** As a draft keeps them. */
  kept(): KeptWishes {
    const { min, max, minutes, share, firm, ties, textSize, stay, past } = this;
    return { min, max, minutes, share, firm, ties, textSize, stay, past, attributes: [...this.attributes] };
  }

  /** As a draft has them, of this release or of one before. */
  restore({ attributes, leader, slot, firm, ...rest }: KeptWishes): void {
    const held = { ...(leader === false && { leader: "off" as const }), ...(slot === false && { slot: "off" as const }) };
    Object.assign(this, rest, { firm: { ...this.firm, ...(firm ?? held) } });
    for (const [name, asked] of attributes) this.attributes.set(name, typeof asked === "string" ? { ...this.#wish(name), how: asked } : asked);
  }

  /** One alone is tied to nobody yet. */
  #tied(what: Tie["what"]): Group[] {
    const all = this.ties.filter((one) => one.what === what && one.people.length > 1);
    return all.map(({ people, firm: weight }) => ({ people, weight }));
  }

  /** What the page wishes for an attribute. */
  #wish(name: string): Asked {
    const { how = "", weight = usual(how) } = this.#given.attributes?.find(({ attribute }) => attribute === name) ?? {};
    return { how, firm: weight, levels: this.#given.levels?.[name] };
  }
}

/** How firmly what is asked of an attribute holds unless somebody says so. */
export function usual(how: Wish): Strength {
  return how === "notWith" ? "must" : 1;
}

function valuesOf(words: string[], ids: ReadonlySet<string>): Values {
  const number = (word: string) => word.trim() !== "" && Number.isFinite(Number(word));
  return { words, numeric: words.length > 0 && words.every(number), people: words.some((word) => ids.has(word)) };
}

function strength(whether: boolean | Strength): Strength {
  return whether === true ? "must" : whether === false ? "off" : whether;
}

function tie(what: Tie["what"], group: Group): Tie {
  return Array.isArray(group) ? { what, people: [...group], firm: "must" } : { what, people: [...group.people], firm: group.weight ?? "must" };
}
