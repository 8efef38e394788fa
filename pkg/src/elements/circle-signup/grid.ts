/**
 * The week to paint: an ARIA grid with arrow keys and a roving tab stop, a mouse that drags rectangles, and a finger that
 * taps, or paints in a mode of its own so that it can scroll otherwise.
 */

import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Slot } from "../../index.js";
import { formatted, stretch } from "../parts/when.js";
import type { SignupTexts } from "./texts.js";
import { DAYS, minutesOf, type Week } from "./week.js";

/** A cell: day and row. */
interface Cell {
  day: number;
  row: number;
}

/** What a grid shows and changes. */
interface GridHost extends ReactiveControllerHost, HTMLElement {
  readonly week: Week;
  /** Called with every change, and whether it is the last of one gesture. */
  weekChanged(week: Week): void;
}

/** Minutes of a cell. */
const CELL = 30;

export class Grid implements ReactiveController {
  /** The first and the last minute shown. */
  #range: [number, number] = [7 * 60, 21 * 60];
  /** Whether a finger paints instead of scrolling. */
  painting = false;

  readonly #host: GridHost;
  #focus: Cell = { day: 0, row: 0 };
  /** Whether the press before a click has painted already. */
  #struck = false;
  /** The gesture under way: where it began, the week before it, and whether it marks or wipes. */
  #stroke: { from: Cell; before: Week; free: boolean } | undefined;
  #wantsFocus = false;

  constructor(host: GridHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Shows the day, and what of the times offered lies before or after it. */
  cover(times: readonly Slot[]): void {
    const starts = times.map(({ start }) => minutesOf(start));
    const ends = times.map(({ start, minutes }) => minutesOf(start) + minutes);
    this.#range = [Math.min(7 * 60, ...starts), Math.min(24 * 60, Math.max(21 * 60, ...ends))];
  }

  hostUpdated(): void {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const { day, row } = this.#focus;
    this.#host.shadowRoot?.querySelector<HTMLElement>(`[data-cell="${day}-${row}"]`)?.focus();
  }

  render(texts: SignupTexts, language: string): TemplateResult {
    const rows = Array.from({ length: this.#rows }, (_, row) => row);
    return html`
      <label class="check paint">
        <input type="checkbox" .checked=${this.painting} @change=${this.#switchPainting} />
        <span>${texts.paintByTouch}</span>
      </label>
      <p class="small soft" id="grid-help">${texts.gridHelp}</p>
      <div
        class="week ${this.painting ? "painting" : ""}"
        role="grid"
        aria-multiselectable="true"
        aria-label=${texts.week}
        aria-describedby="grid-help"
        part="week"
        @keydown=${this.#onKey}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onEnd}
        @pointercancel=${this.#onEnd}
        @click=${this.#onClick}
      >
        <div class="line head" role="row">
          <span role="columnheader" class="corner"><span class="visually-hidden">${texts.time}</span></span>
          ${DAYS.map((_, day) => html`<span role="columnheader" class="day">${dayWord(day, language, "short")}</span>`)}
        </div>
        ${rows.map((row) => this.#line(row, language))}
      </div>
    `;
  }

  #line(row: number, language: string): TemplateResult {
    const from = this.#range[0] + row * CELL;
    const full = from % 60 === 0;
    const time = clockWord(from, language);
    return html`
      <div class="line ${full ? "full" : "half"}" role="row">
        <span role="rowheader" class="hour"><span class=${full ? "" : "visually-hidden"}>${time}</span></span>
        ${DAYS.map((_, day) => this.#cell({ day, row }, from, language, time))}
      </div>
    `;
  }

  #cell({ day, row }: Cell, from: number, language: string, time: string): TemplateResult {
    const free = this.#host.week.covers(day, from, from + CELL);
    const here = this.#focus.day === day && this.#focus.row === row;
    return html`<span
      role="gridcell"
      class="cell"
      data-cell="${day}-${row}"
      tabindex=${here ? 0 : -1}
      aria-selected=${free ? "true" : "false"}
      aria-label="${dayWord(day, language, "long")} ${time}"
    ></span>`;
  }

  get #rows(): number {
    return Math.ceil((this.#range[1] - this.#range[0]) / CELL);
  }

  readonly #switchPainting = (event: Event): void => {
    this.painting = (event.target as HTMLInputElement).checked;
    this.#host.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { day, row } = this.#focus;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (event.ctrlKey) this.#toggle({ day, row: 0 }, { day, row: this.#rows - 1 });
      else if (event.shiftKey) this.#toggle({ day: 0, row }, { day: 6, row });
      else this.#toggle(this.#focus, this.#focus);
      return;
    }
    const next = this.#destination(event);
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey && event.key.startsWith("Arrow")) this.#carry(next);
    this.#go(next);
  };

  #destination({ key, ctrlKey }: KeyboardEvent): Cell | undefined {
    const { day, row } = this.#focus;
    const forward = getComputedStyle(this.#host).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const last = this.#rows - 1;
    switch (key) {
      case "ArrowUp":
        return { day, row: Math.max(0, row - 1) };
      case "ArrowDown":
        return { day, row: Math.min(last, row + 1) };
      case "ArrowLeft":
      case "ArrowRight":
        return { day: Math.min(6, Math.max(0, day + (key === forward ? 1 : -1))), row };
      case "Home":
        return { day: 0, row: ctrlKey ? 0 : row };
      case "End":
        return { day: 6, row: ctrlKey ? last : row };
      case "PageUp":
        return { day, row: Math.max(0, row - 4) };
      case "PageDown":
        return { day, row: Math.min(last, row + 4) };
      default:
        return undefined;
    }
  }

  #go(cell: Cell): void {
    this.#focus = cell;
    this.#wantsFocus = true;
    this.#host.requestUpdate();
  }

  /** Shift and an arrow carry on what the present cell is. */
  #carry(to: Cell): void {
    const week = this.#host.week.copy();
    this.#fill(week, to, to, this.#isFree(week, this.#focus));
    this.#host.weekChanged(week);
  }

  #toggle(from: Cell, to: Cell): void {
    const week = this.#host.week.copy();
    this.#fill(week, from, to, !this.#isFree(week, from));
    this.#host.weekChanged(week);
  }

  #isFree(week: Week, { day, row }: Cell): boolean {
    const from = this.#range[0] + row * CELL;
    return week.covers(day, from, from + CELL);
  }

  #fill(week: Week, one: Cell, other: Cell, free: boolean): void {
    const from = this.#range[0] + Math.min(one.row, other.row) * CELL;
    const to = this.#range[0] + (Math.max(one.row, other.row) + 1) * CELL;
    for (let day = Math.min(one.day, other.day); day <= Math.max(one.day, other.day); day++) week.mark(day, from, to, free);
  }

  readonly #onDown = (event: PointerEvent): void => {
    const cell = this.#at(event);
    const paints = event.pointerType !== "touch" || this.painting;
    this.#struck = cell !== undefined && paints && event.button === 0;
    if (!cell || !this.#struck) return;
    const before = this.#host.week;
    this.#stroke = { from: cell, before, free: !this.#isFree(before, cell) };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#paintTo(cell);
  };

  readonly #onMove = (event: PointerEvent): void => {
    const cell = this.#stroke && this.#at(event);
    if (cell) this.#paintTo(cell);
  };

  readonly #onEnd = (event: PointerEvent): void => {
    const stroke = this.#stroke;
    this.#stroke = undefined;
    if (!stroke) return;
    // The system took the gesture away: it never was.
    if (event.type === "pointercancel") this.#host.weekChanged(stroke.before);
  };

  /** A tap by finger, and a click by whatever else presses cells for a person; strokes have done theirs. */
  readonly #onClick = (event: MouseEvent): void => {
    const cell = cellOf(event.target);
    // What comes of no press counts none; of pointers, some browsers tell nothing at a click.
    if (!cell || (this.#struck && event.detail > 0)) return;
    this.#go(cell);
    this.#toggle(cell, cell);
  };

  #paintTo(cell: Cell): void {
    if (!this.#stroke) return;
    const week = this.#stroke.before.copy();
    this.#fill(week, this.#stroke.from, cell, this.#stroke.free);
    this.#go(cell);
    this.#host.weekChanged(week);
  }

  #at({ clientX, clientY }: PointerEvent): Cell | undefined {
    return cellOf(this.#host.shadowRoot?.elementFromPoint(clientX, clientY) ?? null);
  }
}

function cellOf(target: EventTarget | null): Cell | undefined {
  const words = target instanceof HTMLElement ? target.dataset["cell"]?.split("-").map(Number) : undefined;
  const [day, row] = words ?? [];
  return day === undefined || row === undefined ? undefined : { day, row };
}

/** The name of a day, counted from Monday; 1 January 2024 was one. */
export function dayWord(day: number, language: string, weekday: "short" | "long"): string {
  return formatted(language, { weekday, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + day)));
}

/** A time of day in the words of a language: `5 PM`, or `17:00` where hours are counted to 24. */
export function clockWord(minutes: number, language: string): string {
  return clock(language, minutes % 60 === 0).format(instant(minutes));
}

/** A stretch of a day: `5 – 6 PM`, `17:30–18:30`. */
export function stretchWord(from: number, to: number, language: string): string {
  return stretch(clock(language, from % 60 === 0 && to % 60 === 0), instant(from), instant(to));
}

function instant(minutes: number): number {
  return Date.UTC(2024, 0, 1, 0, minutes);
}

function clock(language: string, full: boolean): Intl.DateTimeFormat {
  const hours = formatted(language, { hour: "numeric", timeZone: "UTC" });
  if (full && hours.resolvedOptions().hour12) return hours;
  return formatted(language, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
}
