import type { RhythmTexts } from "./rhythm.js";

/** Cuándo se reúne un círculo, en español. */
export const rhythmTexts: RhythmTexts = {
  inWriting: "Por escrito, durante la semana que sigue a cada tema",
  everyMonth: (weeks, weekday) => `${weeks} ${weekday} del mes`,
  everyWeeks: (weekday, weeks) => (weeks === 1 ? `cada ${weekday}` : `cada ${weeks} semanas, el ${weekday}`),
  nth: (number) =>
    ({ 1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", [-1]: "último", [-2]: "penúltimo", [-3]: "antepenúltimo", [-4]: "cuarto desde el final", [-5]: "quinto desde el final" })[number] ?? "",
};
