/** Where each circle meets: at its own platform and link, or as the programme says. */

import { html, nothing, type TemplateResult } from "lit";
import type { Circle } from "../../index.js";
import { writtenIn } from "../parts/texts.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** What is looked at, among the circles whose sessions are: no circle has an id of a space. */
const PLACES = " ";

export function places(planning: Planning, texts: PlannerTexts, language: string): TemplateResult | typeof nothing {
  const { plan, looking, host } = planning;
  if (!plan) return nothing;
  const own = plan.circles.filter(({ platform, url }) => platform || url).length;
  // Of eighty circles the fields are drawn once somebody looks at them.
  const toggled = (event: Event) => {
    const { open } = event.target as HTMLDetailsElement;
    if (looking.has(PLACES) === open) return;
    if (open) looking.add(PLACES);
    else looking.delete(PLACES);
    host.requestUpdate();
  };
  return html`<details id="places" @toggle=${toggled}>
    <summary>${texts.places(own)}</summary>
    ${looking.has(PLACES)
      ? html`<div class="stack tight">
          <p class="small soft">${texts.placesLead}</p>
          <ul class="places">
            ${plan.circles.map((circle) => place(circle, planning, texts, language))}
          </ul>
        </div>`
      : nothing}
  </details>`;
}

function place({ id, name, platform = "", url = "" }: Circle, planning: Planning, texts: PlannerTexts, language: string): TemplateResult {
  const { programme, busy } = planning;
  const taken = (event: Event) => {
    const [where, link] = (event.currentTarget as HTMLElement).querySelectorAll("input");
    link?.setCustomValidity(link.validity.typeMismatch || link.validity.patternMismatch ? texts.needLink : "");
    if (!link?.reportValidity()) return;
    const [platform, url] = [where?.value.trim(), link.value.trim()];
    void planning.place(id, { ...(platform && { platform }), ...(url && { url }) }, writtenIn(language));
  };
  const asked = (type: "text" | "url", label: string, value: string, usual = "") => html`<label class="stack tight"><span class="small">${label}</span>
    <input type=${type} pattern=${type === "url" ? "[hH][tT][tT][pP][sS]?://.+" : nothing} maxlength="500" aria-label="${name}: ${label}" placeholder=${usual} .value=${value} ?disabled=${busy !== ""}
      @input=${(event: Event) => (event.target as HTMLInputElement).setCustomValidity("")} /></label>`;
  return html`<li data-place=${id} @change=${taken}>
    <strong><bdi>${name}</bdi></strong> ${asked("text", texts.where, platform, programme?.platform)} ${asked("url", texts.link, url, programme?.url)}
  </li>`;
}
