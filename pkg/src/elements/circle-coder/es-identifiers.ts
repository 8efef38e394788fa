/** Por qué algo identifica a una persona, en español: lo que dice el motor de cada hallazgo. */

const REASONS: Readonly<Record<string, string>> = {
  "a capital, after a word such as at or joined": "mayúscula, tras una palabra como «at» o «joined»",
  "a capital, and no ordinary word": "mayúscula, y no es una palabra corriente",
  "a country, after a word such as in": "un país, tras una palabra como «in»",
  "a date": "una fecha",
  "a day of the week": "un día de la semana",
  "a day of the week and of the month": "un día de la semana y del mes",
  "a department of the roster": "un departamento del listado",
  "a feast or a season, dated": "una fiesta o una estación, con fecha",
  "a high age": "una edad avanzada",
  "a line between lines that identify": "una línea entre líneas que identifican",
  "a long number": "un número largo",
  "a month": "un mes",
  "a name after a title": "un nombre tras un tratamiento",
  "a name and a word such as hospital": "un nombre y una palabra como «hospital»",
  "a name and the form of a firm": "un nombre y la forma de una empresa",
  "a name on a platform": "un nombre en una plataforma",
  "a name that is an ordinary word too": "un nombre que es también una palabra corriente",
  "a number after a word such as postcode": "un número tras una palabra como «postcode»",
  "a number after a word such as record or licence": "un número tras una palabra como «record» o «licence»",
  "a number said figure by figure": "un número dicho cifra a cifra",
  "a place that is an ordinary word too": "un lugar que es también una palabra corriente",
  "a title before a name": "un tratamiento ante un nombre",
  "a UK national insurance number": "un número de la seguridad social británica",
  "a year": "un año",
  "an account number that passes its check": "un número de cuenta que supera su comprobación",
  "an address on the web": "una dirección de la web",
  "an e-mail address": "una dirección de correo",
  "an e-mail address, spoken": "una dirección de correo, dicha en voz alta",
  "a card number that passes its check": "un número de tarjeta que supera su comprobación",
  "an institution of the roster": "una institución del listado",
  "an NHS number that passes its check": "un número del NHS que supera su comprobación",
  "a network address": "una dirección de red",
  "capitals inside a sentence": "mayúsculas dentro de una frase",
  "capitals, after a word such as at or joined": "mayúsculas, tras una palabra como «at» o «joined»",
  "capitals, and a word such as Inc or University": "mayúsculas, y una palabra como «Inc» o «University»",
  "letters joined as a firm's are": "letras unidas como en una empresa",
  "letters that no ordinary word has": "letras que ninguna palabra corriente tiene",
  "marked by a person": "marcado por una persona",
  "names joined as a firm's are": "nombres unidos como en una empresa",
  "no ordinary word, in text without capitals": "no es una palabra corriente, en un texto sin mayúsculas",
  "no ordinary word, where a name would stand": "no es una palabra corriente, donde iría un nombre",
  "no ordinary word, with a capital": "no es una palabra corriente, con mayúscula",
  "on a list of names": "en una lista de nombres",
  "on a list of names or places": "en una lista de nombres o de lugares",
  "on a list of places": "en una lista de lugares",
  "on a list of places, after a word such as in": "en una lista de lugares, tras una palabra como «in»",
  "one letter from the name of somebody who takes part": "a una letra del nombre de alguien que participa",
  "one person alone on the roster has this job": "una sola persona del listado tiene este trabajo",
  "perhaps an identifier, left as it is": "quizá identifica, y se dejó como está",
  "perhaps no identifier": "quizá no identifica",
  "somebody else is spoken of, who has agreed to nothing": "se habla de otra persona, que no ha consentido nada",
  "the initials of somebody who takes part": "las iniciales de alguien que participa",
  "the name of somebody who takes part": "el nombre de alguien que participa",
  "written like a postcode": "escrito como un código postal",
  "written like a telephone number": "escrito como un número de teléfono",
  "written like a US postcode": "escrito como un código postal de los Estados Unidos",
  "written like a US social security number": "escrito como un número de la seguridad social de los Estados Unidos",
  "written like an account number": "escrito como un número de cuenta",
  "written like an address": "escrito como una dirección",
};

/** Lo que una sola persona del listado tiene, por el nombre del atributo. */
const ALONE = /^(with what is said before, )?one person alone on the roster has this (.*)$/s;

/** A reason, or a doubt with its reason after a colon; what another release says stays as it is. */
export function inSpanish(reason: string): string {
  const [, before, attribute] = ALONE.exec(reason) ?? [];
  if (REASONS[reason] !== undefined) return REASONS[reason];
  if (attribute !== undefined) return `${before ? "con lo dicho antes, " : ""}una sola persona del listado tiene esto: ${attribute}`;
  return reason.split(": ").map((part) => REASONS[part] ?? part).join(": ");
}
