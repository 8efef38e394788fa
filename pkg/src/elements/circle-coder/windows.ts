/** Which blocks of a long list are drawn: those near the screen; the others keep their place by their height alone. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Turns that are drawn together. */
const BLOCK = 10;
/** How far beyond the screen there is something to scroll to. */
const MARGIN = "900px 0px";
/** What a turn takes until it has been seen. */
const HEIGHT = 128;

/** A block of a list: its key, and where it begins. */
export interface Block<T> {
  key: string;
  first: number;
  items: readonly T[];
}

export class Windows implements ReactiveController {
  readonly #near = new Set<string>();
  readonly #heights = new Map<string, number>();
  readonly #blocks = new Map<string, HTMLElement>();
  /** The blocks of each list, and the items that they are of. */
  #lists = new Map<string, readonly [of: readonly unknown[], blocks: Block<unknown>[]]>();
  /** The lists that were asked for since the last drawing. */
  #asked = new Map<string, readonly [of: readonly unknown[], blocks: Block<unknown>[]]>();
  /** Which blocks are drawn has changed. */
  #changed = false;
  #observer: IntersectionObserver | undefined;
  /** On paper everything is there. */
  #printing = false;

  constructor(readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: MARGIN });
    for (const name of ["beforeprint", "afterprint"]) addEventListener(name, this.#print);
    // What was watched before it was taken off the page is watched anew.
    this.#draw();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#blocks.clear();
    for (const name of ["beforeprint", "afterprint"]) removeEventListener(name, this.#print);
  }

  /** Of blocks that are as they were nothing is to be measured or set. */
  hostUpdated(): void {
    const [before, now] = [this.#lists, this.#asked];
    const same = before.size === now.size && [...now].every(([name, list]) => before.get(name) === list);
    [this.#lists, this.#asked] = [now, new Map()];
    if (same && !this.#changed) return;
    this.#changed = false;
    const present = new Set<string>();
    for (const block of this.host.shadowRoot?.querySelectorAll<HTMLElement>("[data-block]") ?? []) {
      const key = block.dataset["block"] ?? "";
      present.add(key);
      if (this.#blocks.get(key) !== block) this.#watch(key, block);
      const turns = Number(block.dataset["turns"]);
      // Set as a property: a strict style policy refuses it as an attribute.
      const size = this.draws(key) ? "" : `${this.#heights.get(key) ?? turns * HEIGHT}px`;
      if (block.style.blockSize !== size) block.style.blockSize = size;
    }
    for (const [key, block] of this.#blocks) if (!present.has(key)) this.#forget(key, block);
  }

  /** A list in blocks. */
  blocks<T>(name: string, items: readonly T[]): Block<T>[] {
    const known = this.#lists.get(name);
    const list = known?.[0] === items ? known : ([items, cut(name, items)] as const);
    this.#asked.set(name, list);
    return list[1] as Block<T>[];
  }

  /** Whether what is in a block is to be drawn; the first always is, so that a list never looks empty. */
  draws(key: string): boolean {
    return this.#printing || key.endsWith("/0") || this.#near.has(key);
  }

  /** Draws the block that an item is in, wherever the screen is. */
  reveal(name: string, at: number): void {
    const key = `${name}/${Math.floor(at / BLOCK)}`;
    if (at < 0 || this.#near.has(key)) return;
    this.#near.add(key);
    this.#draw();
  }

  #watch(key: string, block: HTMLElement): void {
    const before = this.#blocks.get(key);
    if (before) this.#observer?.unobserve(before);
    this.#blocks.set(key, block);
    this.#observer?.observe(block);
  }

  #forget(key: string, block: HTMLElement): void {
    this.#observer?.unobserve(block);
    this.#blocks.delete(key);
    this.#near.delete(key);
    this.#heights.delete(key);
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    let changed = false;
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const block = target as HTMLElement;
      const key = block.dataset["block"] ?? "";
      // Nobody loses the place where they are writing or choosing.
      const held = block.contains((block.getRootNode() as ShadowRoot).activeElement);
      if (isIntersecting === this.#near.has(key) || (held && !isIntersecting)) continue;
      if (isIntersecting) this.#near.add(key);
      else {
        this.#near.delete(key);
        this.#heights.set(key, boundingClientRect.height);
      }
      changed = true;
    }
    if (changed) this.#draw();
  }

  #draw(): void {
    this.#changed = true;
    this.host.requestUpdate();
  }

  readonly #print = ({ type }: Event): void => {
    this.#printing = type === "beforeprint";
    // Paper does not wait.
    this.#draw();
    (this.host as unknown as { performUpdate?: () => void }).performUpdate?.();
  };
}

/** Items in blocks. */
function cut<T>(name: string, items: readonly T[]): Block<T>[] {
  const count = Math.ceil(items.length / BLOCK);
  return Array.from({ length: count }, (_, at) => ({
    key: `${name}/${at}`,
    first: at * BLOCK,
    items: items.slice(at * BLOCK, (at + 1) * BLOCK),
  }));
}
