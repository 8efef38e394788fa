/** Sentences of the core in the language of the page: by their code and values, else as the core says them. */

import type { Circle, Participant } from "../../index.js";
import { clocks, slotWords } from "../parts/when.js";
import type { PlannerTexts, Words } from "./texts.js";

/** Whatever the core says: a reason, a problem, what would help. */
export interface Sentence {
  code: string;
  values?: Record<string, string[]> | undefined;
  text: string;
}

/** What sentences need to know of the page. */
export interface Setting {
  texts: PlannerTexts;
  language: string;
  people: ReadonlyMap<string, Participant>;
  circles: readonly Circle[];
}

/** As many names as one sentence bears. */
const NAMES = 3;

export function say(sentence: Sentence, setting: Setting): string {
  return setting.texts.sentence(sentence.code, words(sentence, setting)) || clocks(sentence.text, setting.language);
}

function words({ values = {} }: Sentence, { texts, language, people, circles }: Setting): Words {
  const listed = (all: readonly string[]) => new Intl.ListFormat(language).format(all);
  const some = (all: readonly string[]) =>
    listed(all.length > NAMES ? [...all.slice(0, NAMES - 1), texts.others(all.length - NAMES + 1)] : all);
  return (name) => {
    const found = values[name] ?? [];
    if (name === "people") return some(found.map((id) => people.get(id)?.name ?? id));
    if (name === "circle") return some(found.map((id) => circles.find((circle) => circle.id === id)?.name ?? id));
    if (name === "slot") return slot(values, language);
    return found[0] ?? "";
  };
}

function slot({ day, start, minutes }: Record<string, string[] | undefined>, language: string): string {
  if (!day?.[0] || !start?.[0]) return "";
  return slotWords({ day: day[0] as never, start: start[0], minutes: Number(minutes?.[0] ?? 60) }, language);
}
