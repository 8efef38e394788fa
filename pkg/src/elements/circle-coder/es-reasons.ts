/** Por qué algo identifica a una persona y por qué se sugiere un código, en español: por el código de cada razón. */

import type { Of } from "./reasons.js";

const IDENTIFIES: Readonly<Record<string, string>> = {
  "account.checked": "un número de cuenta que supera su comprobación",
  "account.form": "escrito como un número de cuenta",
  "address.form": "escrito como una dirección",
  "age.high": "una edad avanzada",
  "capital.after": "mayúscula, tras una palabra como «at» o «joined»",
  "capital.unknown": "mayúscula, y no es una palabra corriente",
  "capitals.after": "mayúsculas, tras una palabra como «at» o «joined»",
  "capitals.form": "mayúsculas, y una palabra como «Inc» o «University»",
  "capitals.inside": "mayúsculas dentro de una frase",
  "card.checked": "un número de tarjeta que supera su comprobación",
  "date.day": "una fecha",
  "date.feast": "una fiesta o una estación, con fecha",
  "date.month": "un mes",
  "date.weekday": "un día de la semana",
  "date.weekday_day": "un día de la semana y del mes",
  "date.year": "un año",
  "email.form": "una dirección de correo",
  "email.spoken": "una dirección de correo, dicha en voz alta",
  "firm.form": "un nombre y la forma de una empresa",
  "firm.letters": "letras unidas como en una empresa",
  "firm.names": "nombres unidos como en una empresa",
  "handle.form": "un nombre en una plataforma",
  "institution.word": "un nombre y una palabra como «hospital»",
  "ip.form": "una dirección de red",
  "known.initials": "las iniciales de alguien que participa",
  "known.name": "el nombre de alguien que participa",
  "known.slip": "a una letra del nombre de alguien que participa",
  "lines.between": "una línea entre líneas que identifican",
  "list.country": "un país, tras una palabra como «in»",
  "list.either": "en una lista de nombres o de lugares",
  "list.name": "en una lista de nombres",
  "list.name_word": "un nombre que es también una palabra corriente",
  "list.place": "en una lista de lugares",
  "list.place_after": "en una lista de lugares, tras una palabra como «in»",
  "list.place_word": "un lugar que es también una palabra corriente",
  "name.after_title": "un nombre tras un tratamiento",
  "national.nhs": "un número del NHS que supera su comprobación",
  "national.nino": "un número de la seguridad social británica",
  "national.ssn": "escrito como un número de la seguridad social de los Estados Unidos",
  "number.long": "un número largo",
  "person.marked": "marcado por una persona",
  "phone.form": "escrito como un número de teléfono",
  "phone.spoken": "un número dicho cifra a cifra",
  "postcode.after": "un número tras una palabra como «postcode»",
  "postcode.form": "escrito como un código postal",
  "postcode.us": "escrito como un código postal de los Estados Unidos",
  "record.after": "un número tras una palabra como «record» o «licence»",
  "roster.department": "un departamento del listado",
  "roster.institution": "una institución del listado",
  "roster.job": "una sola persona del listado tiene este trabajo",
  "title.before_name": "un tratamiento ante un nombre",
  "unknown.acts": "no es una palabra corriente, donde iría un nombre",
  "unknown.capital": "no es una palabra corriente, con mayúscula",
  "unknown.letters": "letras que ninguna palabra corriente tiene",
  "unknown.small": "no es una palabra corriente, en un texto sin mayúsculas",
  "url.form": "una dirección de la web",
};

/** Lo que hay que mirar otra vez. */
const REMAINS: Readonly<Record<string, (of: Of) => string>> = {
  "doubt.left": (of) => `quizá identifica, y se dejó como está: ${IDENTIFIES[of("reason")] ?? ""}`,
  "doubt.replaced": (of) => `quizá no identifica: ${IDENTIFIES[of("reason")] ?? ""}`,
  "alone.has": (of) => `una sola persona del listado tiene esto: ${of("attribute")}`,
  "alone.has_both": (of) => `con lo dicho antes, una sola persona del listado tiene esto: ${of("attribute")}`,
  "others.spoken_of": () => "se habla de otra persona, que no ha consentido nada",
};

const CUES: Readonly<Record<string, string>> = {
  "cue.for": "un indicio del libro de códigos",
  "cue.for_negated": "un indicio del libro de códigos, aquí negado",
  "cue.against": "una señal en contra en el libro de códigos",
  "cue.against_negated": "una señal en contra en el libro de códigos, aquí negada",
};

/** Lo que se aprendió de las codificaciones: palabras, forma y manera de un turno. */
const WORDS: Readonly<Record<string, string>> = { word: "una palabra", pair: "un par de palabras", begins: "cómo empieza una frase" };
const SEEN: Readonly<Record<string, string>> = {
  meaning: "su sentido según el modelo de la página",
  length: "su extensión",
  short: "es breve",
  long: "es largo",
  ends_asking: "acaba en pregunta",
  asks: "hace una pregunta",
  asks_nothing: "no pregunta nada",
  exclaims: "una exclamación",
  repeats: "repite lo dicho antes",
  oneself: "habla de sí",
  other: "habla a la otra persona",
  us: "habla de nosotros",
  others: "habla de otras personas",
  could_be: "dice lo que podría ser",
  past: "cuenta del pasado",
  denies: "niega",
  is: "dice cómo es algo",
  asks_how: "pregunta qué, cómo o por qué",
};

/** Una razón por su código; nada cuando este es de otra versión. */
export function why(code: string, of: Of): string {
  const [room, name = ""] = code.split(".");
  if (room === "learnt") return learnt(name, SEEN[of("with")]);
  return IDENTIFIES[code] ?? CUES[code] ?? REMAINS[code]?.(of) ?? "";
}

function learnt(name: string, also: string | undefined): string {
  if (WORDS[name]) return `${WORDS[name]}, aprendido de las codificaciones`;
  return SEEN[name] ? `${SEEN[name]}${also ? ` y ${also}` : ""} (aprendido de las codificaciones)` : "";
}
