/** What a member says about sessions, and how it is kept. */

import { Keeping } from "../parts/kept.js";
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
  readonly keeping: Keeping<SaidDraft>;
  #name: string | undefined;

  constructor(readonly host: { requestUpdate(): void }) {
    this.keeping = new Keeping(host, "circle-calendar");
  }

  /**
   * Brings back what was kept under a name, and keeps there from now on; what was said meanwhile counts, and is kept too.
   * What was said under another name stays there.
   */
  async open(store: Store, name: string | undefined): Promise<void> {
    if (name && this.#name && name !== this.#name) for (const said of [this.absent, this.here, this.suggested]) said.clear();
    if (name) this.#name = name;
    const kept = await this.keeping.open(store, name);
    const meanwhile = this.absent.size + this.here.size + this.suggested.size > 0;
    for (const what of ["absent", "here", "suggested"] as const) restore(this[what] as Map<string, unknown>, kept?.[what]);
    if (meanwhile) await this.keep();
    this.host.requestUpdate();
  }

  /** Whoever is there can come, and whoever cannot come is not there. */
  mark(what: "absent" | "here", session: string, so: boolean): void {
    this[what].set(session, so);
    if (so) this[what === "here" ? "absent" : "here"].set(session, false);
  }

  /** Keeps everything as it is now. */
  async keep(): Promise<void> {
    this.host.requestUpdate();
    await this.keeping.keep({ absent: [...this.absent], here: [...this.here], suggested: [...this.suggested] });
  }
}

function restore(said: Map<string, unknown>, kept: [string, unknown][] = []): void {
  for (const [session, what] of kept) if (!said.has(session)) said.set(session, what);
}
