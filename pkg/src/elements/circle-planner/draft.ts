/** What is kept of an organiser's work after each step, and how it comes back. */

import type { Contact, Plan, Reason, Roster, ScheduledTerm, Term, Topic } from "../../index.js";
import type { Draft } from "../parts/draft.js";
import type { Dated } from "./dating.js";
import type { Phases } from "./going-on.js";
import type { Place, Places } from "./plan.js";
import type { KeptWishes, Wishes } from "./wishes.js";

/** All that a draft holds: names and private wishes too, so it stays in the browser of whoever organises. */
export interface PlanningDraft {
  roster: Roster;
  wishes: KeptWishes;
  plan?: Plan | undefined;
  why: [string, Reason[]][];
  term?: Term | undefined;
  /** What the term was dated from. */
  dated?: Dated | undefined;
  stale: boolean;
  /** Who is tied to their circle. */
  locked?: string[];
  /** Where circles meet, where that was said by hand. */
  places?: [string, { place: Place; people: string[] }][];
  /** The organiser's own topics. */
  topics?: Topic[] | undefined;
  /** The weeks that were found for circles, and the circles whose time was chosen by hand. */
  times?: { phases: Phases | undefined; chosen: string[] };
  /** Who invites. */
  organizer?: Contact | undefined;
  /** What tells the people of an address from others that it may answer with later. */
  source?: string | undefined;
}

/** The work that is kept. */
interface Kept {
  readonly host: { requestUpdate(): void };
  readonly roster: Roster | undefined;
  readonly wishes: Wishes;
  readonly plan: Plan | undefined;
  readonly why: ReadonlyMap<string, Reason[]>;
  readonly term: ScheduledTerm | undefined;
  readonly outdated: ScheduledTerm | undefined;
  readonly dating: { readonly from: Dated | undefined };
  readonly stale: boolean;
  readonly topics: Topic[] | undefined;
  readonly organizer: Contact | undefined;
  readonly intake: { readonly source: string | undefined };
  readonly places: Places;
  readonly moving: { readonly locked: ReadonlySet<string> };
  readonly slotting: { readonly phases: Phases | undefined; readonly chosen: ReadonlySet<string> };
}

/** Whether the last step is safe. */
export type Keeping = "no" | "keeping" | "kept";

export class Keeper {
  draft: Draft<PlanningDraft> | undefined;
  state: Keeping = "no";
  /** Grows with each step: only the last one that is safe makes the whole of it safe. */
  #step = 0;

  constructor(readonly planning: Kept) {}

  /** Goes on where a draft ended. */
  async open(draft: Draft<PlanningDraft>): Promise<PlanningDraft | undefined> {
    // Work of another name is kept over nothing: what this one holds is not read.
    const over = this.draft && this.draft.name !== draft.name && this.planning.roster;
    this.draft = draft;
    // What was said of another name is not said of this one.
    this.state = "no";
    const step = (this.#step += 1);
    this.planning.host.requestUpdate();
    const kept = over ? undefined : await draft.read();
    // Another one may have been opened in the meantime.
    if (draft !== this.draft) return undefined;
    if (!kept) void this.keep();
    else if (step === this.#step) this.state = "kept";
    return kept;
  }

  /** Keeps everything as it is now. */
  async keep(): Promise<void> {
    const { draft, planning } = this;
    const state = stateOf(planning);
    if (!draft || !state) return;
    const step = (this.#step += 1);
    this.state = "keeping";
    await draft.keep(state);
    if (step === this.#step) this.state = draft.trouble ? "no" : "kept";
    planning.host.requestUpdate();
  }

  async forget(): Promise<void> {
    this.#step += 1;
    this.state = "no";
    await this.draft?.forget();
  }
}

function stateOf({ roster, wishes, plan, why, term, outdated, dating, stale, topics, organizer, intake, places, moving, slotting: { phases, chosen } }: Kept): PlanningDraft | undefined {
  if (!roster) return undefined;
  const dated = { term: (term ?? outdated)?.term, dated: dating.from };
  return { roster, wishes: wishes.kept(), plan, why: [...why], ...dated, stale, locked: [...moving.locked], places: [...places.said], topics, times: { phases, chosen: [...chosen] }, organizer, source: intake.source };
}

/** What tells one text from another, well enough to know whether a file has changed. */
export function markOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return `${text.length} ${sum}`;
}
