/** What an element does not need for its first screen: parts of it, and words of its language. Each is fetched when it is first asked for. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Gives a module once it is there, and nothing until then: the first call fetches it, and its coming is told, so that
 * whoever asked is drawn anew. What fails is told once, and fetched again when the network is back or something else asks
 * for it; once it has come after all, that is told too, by an error that is none.
 */
export function later<M>(load: () => Promise<M>, come: () => void, failed: (error: unknown) => void = () => {}): () => M | undefined {
  let [module, state]: [M | undefined, "" | "fetching" | "told"] = [undefined, ""];
  const fetch = (): void => {
    const first = state === "";
    state = "fetching";
    load().then(
      (found) => {
        module = found;
        if (!first) failed(undefined);
        come();
      },
      (error: unknown) => {
        state = "told";
        addEventListener("online", come, { once: true });
        if (first) failed(error);
      },
    );
  };
  return () => {
    if (!module && state !== "fetching") fetch();
    return module;
  };
}

const speaking = new Set<ReactiveControllerHost>();
let heard = 0;

/** Elements whose words may come later: all that are on the page are drawn anew then. */
export class Speaking implements ReactiveController {
  constructor(readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    speaking.add(this.host);
  }

  hostDisconnected(): void {
    speaking.delete(this.host);
  }
}

/** Words of a language; until they are there, what the engine says stands in English. */
export function words<M>(load: () => Promise<M>): () => M | undefined {
  return later(load, () => {
    heard += 1;
    for (const host of speaking) host.requestUpdate();
  });
}

/** Another number each time that words have come: what is drawn only when something has changed goes by it. */
export function wordsHeard(): number {
  return heard;
}
