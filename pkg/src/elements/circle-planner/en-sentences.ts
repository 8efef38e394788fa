/** Sentences of the core that an organiser is told in other words, in English; all others are as the core says them. */

import type { Words } from "./texts.js";

const all: Record<string, (of: Words) => string> = {
  "meeting.never": () => "has no time when enough people are free",
  "rule.costs_in": (of) => (of("rule") === "leader" ? `no leader in ${of("circle")}: ${of("cost")}` : ""),
  "circles.no_availability": () =>
    "Nobody on the roster says when they are free. Add times, or choose “doesn't matter” where it says “Everybody in a talk circle is free at its weekly time”: circles then find their own.",
  "rules.size": (of) =>
    Number(of("min")) > Number(of("max"))
      ? `The fewest people in a circle (${of("min")}) cannot be more than the most (${of("max")}).`
      : `Circles of ${of("min")} to ${of("max")} people are not possible.`,
};

export function sentence(code: string, of: Words): string {
  return all[code]?.(of) ?? "";
}
