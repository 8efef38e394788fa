/** What the coder says, in English; other languages have the same keys. */

export const en = {
  transcripts: "Transcripts",
  dropLabel: "Transcript",
  dropHint: "WebVTT from Zoom or Teams, SubRip, a table, or text with speakers' names. It is read in this browser and goes nowhere.",
  pick: "Choose a file",
  useSample: "Use the sample meeting",
  rosterHint: "A roster may come along (CSV): names in it are found in any form.",
  rosterHere: (people: number) => `Names of ${people} people of the roster are looked for.`,
  reading: "Reading …",
  notRead: (name: string) => `${name} could not be read.`,
  nothingLost: "What was on the page is still there.",
  noTurns: (name: string) => `Nobody says anything in ${name}.`,
  problemsIn: (count: number, name: string) =>
    `${count} ${count === 1 ? "thing" : "things"} in ${name} could not be understood`,
  kept: "Everything else was kept.",
  row: (line: number) => `Line ${line}`,
  column: (name: string) => `column ${name}`,
  more: (count: number) => `and ${count} more`,

  identifiers: "Who is identified",
  found: (replaced: number, kept: number) =>
    `${replaced} ${replaced === 1 ? "identifier" : "identifiers"} replaced${kept > 0 ? `, ${kept} doubtful left in the text` : ""}.`,
  rosterLate: "The roster’s names are looked for in transcripts that come from now on. For those that are here already, start over and give the roster first.",
  notAnonymous: "Nothing here makes a transcript anonymous: a person must read it.",
  remaining: (count: number) => `${count} ${count === 1 ? "place" : "places"} to look at`,
  list: (count: number) => `All ${count} identifiers`,
  turn: "Turn",
  kind: "Kind",
  words: "In the text",
  replacement: "Replaced by",
  stays: "stays",
  reason: "Why",
  certainty: "How sure",
  identifierTitle: (kind: string, reason: string) => `${kind}: ${reason}`,

  conversation: "Conversation",
  turns: (count: number) => `${count} turns`,
  pending: (count: number) => `${count} ${count === 1 ? "suggestion" : "suggestions"} to decide`,
  nonePending: "Every suggestion is decided.",
  keys: "j next, k previous, a accept, r reject, u undo",
  atLeast: "Suggest from",
  likely: (percent: string) => `${percent} likely`,
  because: "because",
  accept: "Accept",
  reject: "Reject",
  acceptOf: (code: string) => `Accept ${code}`,
  rejectOf: (code: string) => `Reject ${code}`,
  takeOut: (code: string) => `Take ${code} off this turn`,
  addCode: "Add a code",
  addCodeTo: (turn: string) => `Add a code to turn ${turn}`,
  undo: "Undo",
  redo: "Redo",
  accepted: (code: string) => `Accepted: ${code}`,
  rejected: (code: string) => `Rejected: ${code}`,
  undone: "Undone.",
  unknownSpeaker: "Somebody",

  codebook: "Codebook",
  codings: (count: number) => `${count} ${count === 1 ? "coding" : "codings"}`,
  codingsWord: "codings",
  codesOnly: "Click a code to see its turns alone; click again for all.",

  charts: "Charts",
  matrix: "Framework matrix",
  matrixEmpty: "Nothing is coded yet.",
  speaker: "Speaker",
  saturation: "What each transcript added",
  newCodes: "Codes used for the first time",
  codesSoFar: "Codes so far",

  keep: "Take away",
  csv: "Codings (CSV)",
  qdc: "Codebook (QDC)",
  clean: "De-identified text",
  key: "Key",
  keyWarning: "The key says who is who and undoes the de-identification. Keep it apart from everything else, and never send it along.",
  startOver: "Start over",
  keptHere: "Every step is kept in this browser, names and key included, until you start over. Some browsers clear it when a page is not visited for a week: take your codings away.",
  otherTab: "Another tab or window has changed this work. Nothing was overwritten; from now on nothing more is kept here. Take away what you need and reload to see the other version.",
  notKept: "The browser does not keep this work: it is full or does not allow it. Take your codings away before you close the page.",
  saved: (name: string) => `${name} was saved.`,
  failed: "That did not work.",
  emptyTitle: "Nothing to code yet",
  empty: "Drop a transcript above: names, addresses, numbers and dates are taken out before anything is suggested.",
  kinds: {
    person: "person", title: "title", job: "job", place: "place", address: "address", postcode: "postcode",
    institution: "institution", department: "department", email: "e-mail", phone: "phone", url: "web address",
    handle: "handle", ip: "network address", account: "account", card: "card", nationalId: "national id",
    record: "record number", date: "date", age: "age", other: "other",
  } as Record<string, string>,
} as const;

/** The sentences of the coder. */
export type CoderTexts = {
  [K in keyof typeof en]: (typeof en)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : (typeof en)[K] extends string
      ? string
      : Record<string, string>;
};
