/** What is taken away names the codes as the page does, and what comes back so is what it was. */

import type { Code, Codebook, Project } from "../../index.js";
import { engine } from "../parts/engine.js";
import type { CodingWork } from "./coding.js";

/** What the package's own codebook says, in the language of the page; nothing where that is another's words. */
export type BuiltIn = (english: string) => string | undefined;

/** What is made of the project, in the words of the page: of a copy, for the work itself is the same whatever page it is on. */
export async function taken<T>({ project, builtIn }: CodingWork, made: (project: Project) => Promise<T>): Promise<T | undefined> {
  if (!project || !builtIn) return project && made(project);
  const [peer, saved] = await Promise.all([engine("coding"), project.save()]);
  const { title = "", codes } = saved.codebook;
  const codebook = { title: builtIn(title) ?? title, codes: codes.map((code) => inWords(code, builtIn)) };
  const copy = await peer.themes.load({ ...saved, codebook });
  try {
    return await made(copy);
  } finally {
    copy.dispose();
  }
}

/** Codes of another tool's file: one that says in Spanish, or as the page does, what one of the package's own says is that one. */
export async function recognised(book: Codebook, own: Codebook, builtIn?: BuiltIn): Promise<Codebook> {
  const spanish = await import("./es-codes.js").then(({ code }) => code, () => undefined);
  const told = (words: BuiltIn) => own.codes.map((code) => [JSON.stringify(inWords(code, words)), code] as const);
  const known = new Map([spanish, builtIn].flatMap((words) => (words ? told(words) : [])));
  return { ...book, codes: book.codes.map((code) => known.get(JSON.stringify(code)) ?? code) };
}

/** Phrases and examples stay: they are looked for in what is said, in whatever language that is. */
function inWords(code: Code, builtIn: BuiltIn): Code {
  const words = (english: string) => builtIn(english) ?? english;
  const { name, definition = "", include = [], exclude = [] } = code;
  return { ...code, name: words(name), definition: words(definition), include: include.map(words), exclude: exclude.map(words) };
}
