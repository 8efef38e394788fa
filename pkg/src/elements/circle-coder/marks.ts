/** Cuts the text of a turn into pieces that carry marks. */

/** A stretch of a text that is marked. */
export interface Mark<T> {
  from: number;
  to: number;
  value: T;
}

/** A piece of the text and the mark on it, where there is one. */
export interface Piece<T> {
  text: string;
  mark?: T;
}

/** The pieces of a text in order; of marks that overlap the one that starts first is shown. */
export function pieces<T>(text: string, marks: readonly Mark<T>[]): Piece<T>[] {
  const found: Piece<T>[] = [];
  let at = 0;
  for (const { from, to, value } of [...marks].sort((a, b) => a.from - b.from)) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) found.push({ text: text.slice(at, from) });
    found.push({ text: text.slice(from, to), mark: value });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}
