/** Lo que dice la formación de círculos, en español: una frase por código. */

import type { Words } from "./texts.js";

type Table = Record<string, (of: Words) => string>;

const reasons: Table = {
  "mix.nobody": (of) => `no comparte ${of("attribute")} con nadie aquí`,
  "mix.some": (of) => `comparte ${of("attribute")} con ${of("people")}`,
  "match.nobody": (of) => `nadie más aquí tiene su ${of("attribute")}`,
  "match.some": (of) => `tiene ${of("attribute")} en común con ${of("people")}`,
  "lone.alone": (of) => `es la única persona aquí cuyo ${of("attribute")} es ${of("value")}`,
  "balance.nearer": (of) => `acerca el círculo a la media de ${of("attribute")}`,
  "balance.further": (of) => `aleja el círculo de la media de ${of("attribute")}`,
  "balance.above": (of) => `está por encima de la media de ${of("attribute")}`,
  "balance.below": (of) => `está por debajo de la media de ${of("attribute")}`,
  "leader.only": () => "es quien puede liderar el círculo",
  "leader.none": () => "no tiene a nadie con disposición a liderar",
  "formed.other": () => "pertenece a un círculo propio",
  "meeting.writes": () => "escribe con gusto",
  "meeting.talks": () => "habla con gusto",
  "meeting.absent": (of) => `no puede ${of("slot")}, cuando puede la mayor parte del círculo`,
  "meeting.most": (of) => `puede ${of("slot")}, como la mayor parte del círculo`,
  "meeting.free": (of) => `puede ${of("slot")}, como todo el círculo`,
  "meeting.busy": (of) => `no puede ${of("slot")}`,
  "meeting.talker": () => "prefiere hablar, y el círculo escribe",
  "meeting.writer": () => "prefiere escribir, y el círculo habla",
  "meeting.none": () => "no comparte ninguna hora con todo el círculo",
  "meeting.never": () => "no tiene ninguna hora en que puedan bastantes personas",
  "meeting.unled": () => "no tiene a nadie que lo lidere a la hora en que pueden bastantes",
  "past.met": (of) => `ya coincidió con ${of("people")}`,
  "peers.nobody": (of) => `deseaba pares por ${of("attribute")}, que nadie comparte aquí`,
  "peers.some": (of) => `comparte ${of("attribute")} con ${of("people")}, como deseaba`,
  "time.changes": (of) => `no puede ${of("slot")}, cuando se reunía el círculo`,
  "stay.stays": () => "sigue en el círculo que tiene",
  "apart.from": (of) => `debe estar aparte de ${of("people")}`,
  "apart.with": (of) => `está con ${of("people")}, aunque deberían estar aparte`,
  "together.with": (of) => `está con ${of("people")}, como se deseaba`,
  "together.without": (of) => `no está con ${of("people")}, como se deseaba`,
  "size.full": () => "no encuentra sitio: el círculo está completo",
  "size.few": (of) => `tiene ${of("count")} personas y necesita ${of("needed")}`,
  "size.many": (of) => `tiene ${of("count")} personas y caben ${of("needed")}`,
  "place.completes": (of) => `${of("people")} completa el círculo.`,
  "place.needed": (of) => `hace falta aquí: sin ella o él, el círculo no cumple «${rule(of("rule"))}»`,
  "place.only": () => "no tiene abierto ningún otro círculo tal como están",
  "place.best": (of) => `costaría al menos ${of("cost")} más en cualquier otro sitio`,
  "place.equal": (of) => `no estaría peor en ${of("circle")}`,
  "rule.costs": (of) => `${rule(of("rule"))} cuesta ${of("cost")}`,
  "rule.costs_in": (of) => (of("rule") === "leader" ? `falta líder en ${of("circle")}: ${of("cost")}` : `${rule(of("rule"))} cuesta ${of("cost")} en ${of("circle")}${by(of)}`),
  "rule.broken_in": (of) => `${of("circle")} no cumple «${rule(of("rule"))}»${by(of)}`,
  "rule.costs_waiting": (of) => `${rule(of("rule"))} cuesta ${of("cost")} por quienes esperan`,
  "rule.breaks": (of) => `no cumple «${rule(of("rule"))}»`,
};

const waits: Table = {
  "waits.no_time": () => "nadie podría reunirse a las horas que dio, o no dio ninguna",
  "waits.too_many": (of) => `${of("people")} van juntos, y en un círculo caben ${of("max")}`,
  "waits.torn": (of) => `${of("people")} deben estar en un mismo círculo, y eso no cumple «${rule(of("rule"))}»`,
  "waits.few": (of) => `de quienes esperan, ${of("count")} coinciden en su hora, y hacen falta ${of("needed")}`,
  "waits.no_leader": () => "nadie de quienes esperan y coinciden en su hora puede liderar",
  "waits.unplaced": () => "no se encontró lugar con estas reglas",
};

const moved: Table = {
  "moved.joins": () => "no tenía círculo",
  "moved.left": (of) => `su círculo ${why(of)}`,
  "moved.helps": (of) => `el círculo al que va ${why(of)}`,
  "moved.room": (of) => `hace sitio a ${of("people")}`,
  "moved.together": () => "se mueve con quienes deben ir juntos",
  "moved.by_hand": () => "alguien dispuso los círculos a mano",
  "moved.better": () => "el plan en conjunto es mejor así",
};

const needs: Table = {
  "needs.fewest": (of) => `un círculo tenga al menos ${of("min")} personas${writing(of("textMin"))}`,
  "needs.most": (of) => `un círculo tenga como mucho ${of("max")} personas${writing(of("textMax"))}`,
  "needs.circles": (of) => `haya ${of("count")} círculos`,
  "needs.slot": (of) => (of("share") === "100" ? "todo el círculo pueda a su hora semanal" : `pueda a su hora semanal el ${of("share")} % del círculo${of("leader") === "" ? "" : ", y alguien que lo lidere"}`),
  "needs.leader": (of) => `cada círculo tenga líder (hay ${of("count")} con disposición)`,
  "needs.modes": () => "cada cual hable o escriba como dijo",
  "needs.peers": () => "cada cual esté con quienes considera sus pares",
  "needs.stay": () => "nadie deje el círculo que tiene",
  "needs.together": (of) => `${of("people")} vayan juntos`,
  "needs.apart": (of) => `${of("people")} estén aparte`,
  "needs.past": () => "quienes ya coincidieron no vuelvan a coincidir",
  "needs.mix": (of) => `nadie comparta ${of("attribute")} en un círculo`,
  "needs.match": (of) => `todo el círculo comparta ${of("attribute")}`,
  "needs.balance": (of) => `los círculos tengan la misma media de ${of("attribute")}`,
  "needs.no_lone": (of) => `nadie esté sin semejantes por ${of("attribute")}`,
  "needs.not_with": (of) => `nadie esté con quien nombra su ${of("attribute")}`,
  "needs.locked": (of) => `${of("people")} siga donde está`,
  "needs.own": (of) => `«${of("name")}», que se formó por su cuenta, siga entero`,
};

const help: Table = {
  "help.leader": (of) => `un líder más${of("slot") ? ` que pueda ${of("slot")}` : ""}${brings(of)}`,
  "help.time": (of) => `si quienes esperan pudieran también ${of("slot")}${brings(of)}`,
  "help.seat": (of) => `hasta ${of("max")} personas por círculo${writing(of("textMax"))}${brings(of)}`,
  "help.fewer": (of) => `desde ${of("min")} personas por círculo${writing(of("textMin"))}${brings(of)}`,
  "help.circle": (of) => `un círculo más${brings(of)}`,
  "help.write": (of) => `si quienes esperan también escribieran${brings(of)}`,
  "help.without": (of) => `sin exigir que ${needs[of("rule")]?.(of) ?? rule(of("rule"))}${brings(of)}`,
};

const problems: Table = {
  "circles.too_few_leaders": (of) =>
    `${of("leaders")} con disposición a liderar, y ${of("count")} personas necesitan al menos ${of("needed")} círculos de hasta ${of("max")}. Busque más líderes, o permita círculos mayores o sin líder.`,
  "circles.sizes": (of) =>
    `${of("count")} personas no se pueden repartir en círculos de ${of("min")} a ${of("max")}. Permita otros tamaños u otro número.`,
  "circles.too_big": (of) =>
    `${of("name") ? `«${of("name")}» tiene` : "Deben ir juntas"} ${of("count")} personas y en un círculo caben ${of("max")}.`,
  "circles.broken": (of) => `${of("circle")} no cumple «${rule(of("rule"))}»${by(of)}. Deshaga el cambio, o pida menos de la regla.`,
  "circles.names_several": (of) =>
    `«${of("attribute")}» nombra a «${of("name")}», y varias personas se llaman así: eso no separa a nadie. Escriba el identificador o el correo.`,
  "circles.names_nobody": (of) =>
    `«${of("attribute")}» no nombra a nadie de la lista, así que no separa a nadie. Escriba identificadores, correos o nombres de personas de la lista.`,
  "circles.no_shared_mode": (of) =>
    `En «${of("name")}» unas personas solo hablan y otras solo escriben. Conservan su círculo; pregúnteles cómo se reúnen.`,
  "circles.no_shared_slot": (of) =>
    of("name")
      ? `Quienes forman «${of("name")}» no comparten ninguna hora. Conservan su círculo; pregúnteles cuándo se reúnen.`
      : `${of("people")} no coinciden con bastantes personas a ninguna hora. Pida más horas, o permita ausencias o escribir.`,
  "circles.no_leader": (of) => `Nadie de «${of("name")}» consta como líder. Conservan su círculo; pregúnteles quién lo lidera.`,
  "circles.locked": (of) => `No se encontró sitio para ${of("people")} en el círculo que se les fijó.`,
  "circles.contradiction": (of) => `${of("people")} deben estar en un mismo círculo, y eso no cumple «${rule(of("rule"))}». Deje que se separen, o pida menos de esa regla.`,
  "circles.unplaced": (of) => `No se encontró lugar para ${of("count")} personas. Siga buscando, o permita otros tamaños, más líderes o más horas.`,
  "circles.nobody": () => "La lista está vacía.",
  "circles.no_availability": () => "Nadie de la lista dice cuándo puede. Añada horas, o elija «no importa» donde dice «En un círculo que habla, todas las personas están libres a su hora semanal»: los círculos buscan entonces la suya.",
  "rules.size": (of) =>
    Number(of("min")) > Number(of("max"))
      ? `El mínimo de personas por círculo (${of("min")}) no puede superar el máximo (${of("max")}).`
      : `Los tamaños de ${of("min")} a ${of("max")} no son posibles.`,
  "move.locked": () => "Está fijado: suéltelo antes.",
  "move.nowhere": () => "Ya está ahí.",
  "move.too_many": () => "El círculo tendría demasiadas personas.",
};

const all: Table = { ...reasons, ...waits, ...moved, ...needs, ...help, ...problems };

export function sentence(code: string, of: Words): string {
  return all[code]?.(of) ?? "";
}

/** Reglas por su nombre: las primeras palabras son fijas, el resto es un atributo. */
const RULES: [string, string][] = [
  ["no lone member by ", "nadie sin semejantes por "],
  ["mix ", "mezclar "],
  ["match ", "agrupar "],
  ["balance ", "equilibrar "],
  ["past circles", "círculos anteriores"],
  ["number of circles", "número de círculos"],
  ["self-formed circles", "círculos propios"],
  ["meeting", "una hora para todas las personas"],
  ["leader", "líder"],
  ["peers", "deseos de pares"],
  ["apart", "personas separadas"],
  ["together", "personas que van juntas"],
  ["size", "tamaño del círculo"],
  ["stay", "seguir en su círculo"],
  ["time", "la hora que tiene el círculo"],
  ["waiting list", "personas que esperan"],
];

export function rule(name: string): string {
  const known = RULES.find(([start]) => name.startsWith(start));
  return known ? known[1] + name.slice(known[0].length) : name;
}

function why(of: Words): string {
  return reasons[of("why")]?.(of) ?? `no cumple «${rule(of("rule"))}»`;
}

function by(of: Words): string {
  return of("people") ? `, por ${of("people")}` : "";
}

function writing(size: string): string {
  return size ? ` (${size} si escribe)` : "";
}

function brings(of: Words): string {
  const count = Number(of("places") || 0);
  if (count === 0) return `: cuesta ${of("saves")} menos`;
  return `: ${count === 1 ? "una persona más tiene" : `${count} personas más tienen`} lugar`;
}
