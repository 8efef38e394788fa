/** What a member says about sessions, and how it is kept. */

import { Draft } from "../parts/draft.js";
import type { Kept } from "../parts/kept.js";
import type { Store } from "../parts/store.js";

/** What a draft holds: by the id of a session, whether they cannot come, whether they are there, and when it should be instead. */
interface SaidDraft {
  absent: [string, boolean][];
  here: [string, boolean][];
  /** As ISO strings. */
  suggested: [string, string][];
}

/** Each of these counts before what the page knows. */
export class Said {
  readonly absent = new Map<string, boolean>();
  readonly here = new Map<string, boolean>();
  readonly suggested = new Map<string, string>();
  kept: Kept = "";
  #draft: Draft<SaidDraft> | undefined;
  /** Grows with each step: only the last one that is safe makes all of them safe. */
  #step = 0;

  constructor(readonly host: { requestUpdate(): void }) {}

  /** Brings back what was kept under a name, and keeps there from now on; what was said meanwhile counts. */
  async open(store: Store, name: string | undefined): Promise<void> {
    const draft = (this.#draft = name ? new Draft<SaidDraft>(store, `circle-calendar:${name}`) : undefined);
    const step = this.#step;
    const kept = await draft?.read();
    if (draft !== this.#draft) return;
    for (const what of ["absent", "here", "suggested"] as const) restore(this[what] as Map<string, unknown>, kept?.[what]);
    if (step === this.#step) this.kept = draft ? (draft.trouble ?? "kept") : "";
    // What was said before the draft was read is written over it, with all that it held.
    else await this.keep();
    this.host.requestUpdate();
  }

  /** Keeps everything as it is now. */
  async keep(): Promise<void> {
    const step = (this.#step += 1);
    const draft = this.#draft;
    this.host.requestUpdate();
    if (!draft) return;
    this.kept = "keeping";
    await draft.keep({ absent: [...this.absent], here: [...this.here], suggested: [...this.suggested] });
    if (step !== this.#step) return;
    this.kept = draft.trouble ?? "kept";
    this.host.requestUpdate();
  }
}

function restore(said: Map<string, unknown>, kept: [string, unknown][] = []): void {
  for (const [session, what] of kept) if (!said.has(session)) said.set(session, what);
}
