import type { RuleTexts } from "./rule-texts.js";

/** Lo que se dice de las reglas, en español. */
export const rules: RuleTexts = {
  share: "Porcentaje de un círculo que debe estar libre",
  ownStay: "Los círculos propios siguen enteros",
  withPeers: "Cada cual está con quienes llama iguales",
  firmness: { must: "obligatorio", price40: "preferido, mucho", price6: "preferido", price1: "preferido, un poco" },
  priced: (cost) => `preferido (${cost})`,
  firmly: (rule) => `Con qué firmeza: ${rule}`,
  finer: "Cuánto importa cada regla, y quién va con quién",
  firmHelp: (prices) => `Lo obligatorio no se incumple nunca: antes espera alguien. Lo preferido puede incumplirse, y cada vez suma al coste: ${prices}, de poco a mucho.`,
  balance: "equilibrar: la misma media en todos",
  notWith: "no con quienes nombra",
  order: "¿Tiene un orden?",
  ordered: (levels) => `En orden: ${levels}`,
  hasOrder: "Tienen un orden, de menor a mayor",
  steps: "Un nuevo escalón empieza en",
  ties: (count) => (count > 0 ? `Personas juntas o separadas (${count})` : "Personas juntas o separadas"),
  addTogether: "Mantener juntas",
  addApart: "Mantener separadas",
  together: "Juntas",
  apart: "Separadas",
  tieAdd: "Añadir una persona",
  untie: (name) => `Sacar a ${name}`,
  unknownPerson: "Elija a alguien de la lista.",
  costParts: "De qué se compone el coste",
  costing: (cost) => `cuesta ${cost}`,
};
