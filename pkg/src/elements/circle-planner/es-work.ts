import { rhythmTexts } from "../parts/es-rhythm.js";
import type { WorkTexts } from "./work-texts.js";

/** Lo que se dice del trabajo en marcha, en español. */
export const work: WorkTexts = {
  ...rhythmTexts,
  clearAsk: (people, circles, sessions) =>
    `Se pierde la lista (${people} ${people === 1 ? "persona" : "personas"})${circles > 0 ? `, los círculos (${circles}) con quienes están fijados` : ""}${sessions > 0 ? `, las sesiones (${sessions})` : ""} y todo lo guardado de ello en este navegador. No hay vuelta atrás: llévese antes lo que necesite.`,
  clearYes: "Sí, empezar de nuevo",
  clearNo: "Conservarlo",
  wouldOutdate: (sessions) => `Las sesiones ya fechadas (${sessions}) quedarían desfasadas hasta que las feche de nuevo.`,
  outdated: (sessions) => `Las sesiones (${sessions}) están desfasadas.`,
  outdatedLead: "Los círculos, sus horas o sus temas han cambiado desde entonces. Lo fechado sigue aquí para consultarlo; los calendarios y las cartas esperan a que feche las sesiones de nuevo o deshaga el cambio.",
  dateAnew: "Fechar las sesiones de nuevo",
  placeNew: (people) => `Dar lugar a ${people} ${people === 1 ? "persona" : "personas"} en espera y conservar los círculos`,
  adapt: "Conservar los círculos y cambiar lo menos posible",
  stands: "Los círculos siguen en pie: mueva y fije personas como antes.",
  newWait: "Quien es nuevo está en la lista de espera.",
  strangers: "Nadie de estos círculos está en la lista.",
  leaveBack: (moves) => `Para recuperar a esa persona, añádala de nuevo a la lista.${moves > 0 ? " Lo movido con las demás aún se puede deshacer." : ""}`,
  held: (why, form) => `Por ahora no se puede mover ni fijar a nadie. ${why} Deshaga el cambio o pulse «${form}».`,
  short: (circles, count) => `${circles} ${count === 1 ? "tiene" : "tienen"} menos personas de las que piden las reglas.`,
  shortLead: "Puede quedarse así: nada ocurre por sí solo. O complételo desde otros círculos, con los menos cambios posibles.",
  fill: "Completar desde otros círculos",
  unfilled: "No se encontró cómo completarlo sin perder un círculo o el lugar de alguien. Todo sigue como estaba.",
  goneCircle: "un círculo que ya no existe",
  meetsNow: (circle, now, before) => `${circle} se reúne el ${now} en lugar del ${before}.`,
  leadsNow: (circle, name) => `Ahora ${name} lidera ${circle}.`,
  doneLeft: (name) => `${name} ya no está. Las demás personas siguen donde están.`,
  doneTime: (circle, when) => `${circle} se reúne ahora: ${when}.`,
  untold: (people, count) => `${people} no ${count === 1 ? "ha" : "han"} dicho cuándo ${count === 1 ? "puede" : "pueden"}`,
  fewShare: (people, others, count) => `${people} no ${count === 1 ? "tiene" : "tienen"} ninguna hora en que puedan otras ${others} personas. Pida más horas, o permita ausencias o escribir.`,
  sameName: (name, count) => `${count} personas se llaman ${name}`,
  lacks: {
    names: "No se tomó ninguna columna para los nombres.",
    times: "No se tomó ninguna columna para las horas: ahí nadie ha dicho cuándo puede.",
  },
  costPlaced: (cost) => `Coste ${cost} para quienes tienen lugar`,
  stillBound: (bound) => `Ningunos círculos que cumplan las reglas cuestan menos de ${bound}.`,
  fewest: (most) => `El mínimo no puede superar el máximo (${most}): suba antes el máximo.`,
  most: (fewest) => `El máximo no puede ser menor que el mínimo (${fewest}): baje antes el mínimo.`,
  wholeHours: "Se cuentan horas enteras: quien puede de 12:30 a 13:30 no está en ninguna.",
};
