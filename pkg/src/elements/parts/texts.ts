/** Texts of elements: a catalogue for each language, which a page can add to or replace. */

import type { Language } from "../../index.js";

/** A catalogue in any language: the keys of the English one, and what each sentence is told. */
export type TextsOf<T> = {
  [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : T[K] extends string ? string : { [W in keyof T[K]]: string };
};

/** The catalogue of sentences for an element: by its own `lang`, else that of what it stands in; English is always there. */
export function catalogue<T>(host: HTMLElement, all: ReadonlyMap<string, T>): T {
  const language = languageOf(host).toLowerCase();
  return all.get(language) ?? all.get(language.split("-")[0] ?? "") ?? (all.get("en") as T);
}

/** The language in which an element's texts and dates are written. */
export function languageOf(host: HTMLElement): string {
  for (let at: Element | null = host; at; at = parentOf(at)) {
    // An element that has just been given a language has it as a property before it has the attribute.
    const language = (at as HTMLElement).lang || at.getAttribute("lang");
    if (language) return language;
  }
  return "en";
}

/** The language in which the core writes for a page in some language. */
export function writtenIn(language: string): Language {
  return language.toLowerCase().startsWith("es") ? "es" : "en";
}

function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
