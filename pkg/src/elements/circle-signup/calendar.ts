/** Fetched with the first file: what a person's own calendar says, and what it has marked in their week: it proposes, and what they tapped stays. */

import { html, nothing, type TemplateResult } from "lit";
import type { Slot } from "../../index.js";
import { engine } from "../parts/engine.js";
import { isolated } from "../parts/isolated.js";
import { day as dayOf } from "../parts/when.js";
import type { Answers } from "./answers.js";
import { likely, readCalendar, slotWeeks, type Taken } from "./busy.js";
import type { SignupProgramme } from "./programme.js";
import type { SignupTexts } from "./texts.js";
import { Week } from "./week.js";

/** What came of a file. */
type Outcome = "" | "marked" | "full" | "outside" | "unreadable" | "undone";

/** What the element has, and how it is told of a change. */
export interface CalendarHost {
  redraw: () => void;
  answers: () => Answers;
  offered: () => SignupProgramme;
  change: (answers: Partial<Answers>) => void;
}

export class CalendarFile {
  /** What the last file that could be used says. */
  taken: Taken | undefined;
  #outcome: Outcome = "";
  /** The name of the last file, and the days of the term that it was looked at for. */
  #name = "";
  #term = { from: "", to: "" };
  /** What is marked because a file left it free, and not because the person tapped it. */
  #marked = new Week();

  constructor(readonly host: CalendarHost) {}

  /** The person has changed their week: what they took away is not marked by a file any more. */
  seen(week: Week): void {
    this.#marked = this.#marked.without(this.#marked.without(week));
  }

  /** In how many weeks an offered time is taken. */
  weeks(slot: Slot): { taken: number; of: number } {
    return this.taken ? slotWeeks(this.taken, slot) : { taken: 0, of: 0 };
  }

  forget(): void {
    this.taken = undefined;
    this.#outcome = "";
    this.#marked = new Week();
  }

  /** The file stays here: what comes of it are marks, which the person looks through. Fails where the engine does not come. */
  async take(file: File): Promise<void> {
    this.#is("");
    const peer = await engine();
    try {
      this.#fill(await readCalendar(peer, file, this.host.offered()), file.name);
    } catch {
      this.#name = file.name;
      this.#is("unreadable");
    }
  }

  /** A newer file takes the place of what an older one marked and told; one that says nothing of this term changes nothing. */
  #fill(taken: Taken, name: string): void {
    [this.#name, this.#term] = [name, taken.term];
    if (taken.isEmpty) return this.#is("outside");
    const { week, busy } = this.host.answers();
    const own = week.without(this.#marked);
    const found = likely(taken, this.host.offered(), own);
    this.taken = taken;
    this.host.change({ week: found, busy: busy.length > 0 ? taken.times : [] });
    this.#marked = found.without(own);
    this.#is(this.#marked.isEmpty ? "full" : "marked");
  }

  /** What the file marked goes; what the person has tapped, before and after, stays. */
  #undo(): void {
    const week = this.host.answers().week.without(this.#marked);
    this.forget();
    this.host.change({ week, busy: [] });
    this.#is("undone");
  }

  #is(outcome: Outcome): void {
    this.#outcome = outcome;
    this.host.redraw();
  }

  #words(texts: SignupTexts, language: string): string {
    const { from, to } = this.#term;
    const [name, date] = [isolated(this.#name), (at: string) => dayOf(at, language, { weekday: undefined })];
    switch (this.#outcome) {
      case "marked":
        return `${texts.icsDone}${this.#thin(texts)}`;
      case "full":
        return texts.icsFull;
      case "outside":
        return texts.icsOutside(name, date(from), date(to));
      case "unreadable":
        return texts.icsFailed(name);
      case "undone":
        return texts.icsUndone;
      case "":
        return "";
    }
  }

  /** Where a file has something in fewer than half of the weeks it may not be all that the person does. */
  #thin(texts: SignupTexts): string {
    const { taken = 0, of = 0 } = this.taken?.filled ?? {};
    return taken * 2 < of ? ` ${texts.icsThin(taken, of)}` : "";
  }

  render(texts: SignupTexts, language: string): TemplateResult {
    const undo = (event: Event) => {
      // The button goes with what it takes back.
      (event.currentTarget as HTMLElement).closest("[part=calendar]")?.querySelector("button")?.focus();
      this.#undo();
    };
    const words = this.#words(texts, language);
    const [wrong, said] = this.#outcome === "unreadable" ? [words, ""] : ["", words];
    return html`<p class="small problem" role="alert">${wrong}</p>
      <p class=${said ? "small" : "visually-hidden"} role="status" id="from-calendar" data-outcome=${this.#outcome}>${said}</p>
      ${!this.#marked.isEmpty ? html`<div><button type="button" class="slim" id="undo-calendar" @click=${undo}>${texts.icsUndo}</button></div>` : nothing}`;
  }
}
