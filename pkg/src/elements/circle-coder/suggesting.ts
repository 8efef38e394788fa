/** Suggestions on their way: in a large project the first ones take seconds, in which everything else can be done. */

import type { Project, Suggestion } from "../../index.js";

export class Suggesting {
  /** The share of what there is to do that is done, while it takes long enough to tell of. */
  share: number | undefined;
  /** Somebody has had enough: nothing is suggested until they ask for it. */
  stopped = false;
  #running = 0;
  #control = new AbortController();

  constructor(readonly host: { requestUpdate(): void }) {}

  /** What probably fits, nothing where it was stopped; `meanwhile` is called once it turns out to take long. */
  async ask(project: Project, atLeast: number, meanwhile: () => void): Promise<Suggestion[]> {
    if (this.stopped) return [];
    const { signal } = this.#control;
    const onProgress = (share: number) => {
      if (share >= 1 || signal.aborted) return;
      if (this.share === undefined) meanwhile();
      this.share = share;
      this.host.requestUpdate();
    };
    this.#running += 1;
    try {
      return await project.suggest({ atLeast }, { signal, onProgress });
    } catch (error) {
      if (!signal.aborted) throw error;
      return [];
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.share = undefined;
    }
  }

  /** Ends it; what was done is not done again later. */
  stop(): void {
    this.forget();
    this.stopped = true;
  }

  /** Lets go of what is on its way. */
  forget(): void {
    this.#control.abort();
    this.#control = new AbortController();
    this.share = undefined;
    this.stopped = false;
    this.host.requestUpdate();
  }
}
