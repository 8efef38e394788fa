/** The circles that people formed themselves: who is in, and who was invited and has not accepted. */

import { html, nothing, type TemplateResult } from "lit";
import type { Registration } from "../../index.js";
import type { PlannerTexts } from "./texts.js";

/** More circles than these are folded. */
const FEW = 6;

export function registered(circles: readonly Registration[], texts: PlannerTexts, language: string): TemplateResult | typeof nothing {
  if (circles.length === 0) return nothing;
  const open = circles.reduce((sum, { invited }) => sum + invited.length, 0);
  const list = new Intl.ListFormat(language);
  const one = ({ circle, members = [], invited, platform }: Registration) => html`<li>
    <div class="row"><strong><bdi>${circle}</bdi></strong> <span class="chip">${texts.size1(members.length)}</span>
      ${platform ? html`<span class="soft small"><bdi>${platform}</bdi></span>` : nothing}</div>
    ${invited.length > 0 ? html`<p class="small soft">${texts.notYetIn(invited.length)} <bdi>${list.format(invited)}</bdi></p>` : nothing}
  </li>`;
  return html`<details id="registered" ?open=${circles.length <= FEW}>
    <summary>${texts.registered(circles.length, open)}</summary>
    <ul class="registered">
      ${circles.map(one)}
    </ul>
    ${open > 0 ? html`<p class="small soft">${texts.invitedHelp}</p>` : nothing}
  </details>`;
}
