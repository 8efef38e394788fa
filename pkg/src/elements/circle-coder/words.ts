/** The words of a turn, one by one, and the stretch of them that a selection in the page covers. */

import type { Passage } from "../../index.js";

/** A word: where it stands, in UTF-16 units, and how it is shown, with what follows up to the next. */
export interface Word extends Passage {
  shown: string;
}

/** Letters and figures in a row, as the engine has them; of a text that has none, the whole. */
export function wordsOf(text: string): Word[] {
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  if (found.length === 0) return [{ from: 0, to: text.length, shown: text }];
  return found.map((word, at) => ({ ...word, shown: text.slice(at === 0 ? 0 : word.from, found[at + 1]?.from) }));
}

/** What is selected in a turn's text: the stretch of it, or nothing. */
export function selectedIn(said: HTMLElement): Passage | undefined {
  const range = selection(said.getRootNode() as ShadowRoot);
  if (!range) return undefined;
  const [from, to] = [offset(said, range.startContainer, range.startOffset), offset(said, range.endContainer, range.endOffset)];
  return from < to ? { from, to } : undefined;
}

/** Browsers tell of selections inside a shadow root in three ways. */
function selection(root: ShadowRoot & { getSelection?: () => Selection | null }): AbstractRange | undefined {
  const all = getSelection() as (Selection & { getComposedRanges?: (options: { shadowRoots: ShadowRoot[] }) => StaticRange[] }) | null;
  const composed = all?.getComposedRanges?.({ shadowRoots: [root] })[0];
  if (composed) return composed.collapsed ? undefined : composed;
  const own = root.getSelection?.() ?? all;
  return own && own.rangeCount > 0 && !own.isCollapsed ? own.getRangeAt(0) : undefined;
}

/** How much of a text stands before a point; what lies outside of it is its beginning or its end. */
function offset(said: HTMLElement, node: Node, at: number): number {
  const whole = document.createRange();
  whole.selectNodeContents(said);
  const side = whole.comparePoint(node, at);
  if (side !== 0) return side < 0 ? 0 : whole.toString().length;
  whole.setEnd(node, at);
  return whole.toString().length;
}
