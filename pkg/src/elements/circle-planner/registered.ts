/** The circles that people formed themselves: who is in, and who was invited and has not accepted. */

import { html, nothing, type TemplateResult } from "lit";
import type { Registration, Roster } from "../../index.js";
import type { PlannerTexts } from "./texts.js";

/** More circles than these are folded. */
const FEW = 6;

/** What a text for those who were invited needs. */
export interface Inviting {
  roster: Roster | undefined;
  /** The address at which people sign up; `{circle}` in it stands for the circle's name. */
  page: string | undefined;
  copy: (text: string) => void;
}

export function registered(circles: readonly Registration[], texts: PlannerTexts, language: string, inviting: Inviting): TemplateResult | typeof nothing {
  if (circles.length === 0) return nothing;
  const open = circles.reduce((sum, { invited }) => sum + invited.length, 0);
  const list = new Intl.ListFormat(language);
  const one = ({ circle, members = [], invited, platform }: Registration) => html`<li>
    <div class="row"><strong><bdi>${circle}</bdi></strong> <span class="chip">${texts.size1(members.length)}</span>
      ${platform ? html`<span class="soft small"><bdi>${platform}</bdi></span>` : nothing}</div>
    ${invited.length > 0 ? html`<p class="small soft">${texts.notYetIn(invited.length)} <bdi>${list.format(invited)}</bdi></p>
      <div><button type="button" class="slim" aria-label=${texts.copyInvitationTo(circle)} @click=${() => inviting.copy(invitation(circle, members, inviting, texts))}>${texts.copyInvitation}</button></div>` : nothing}
  </li>`;
  return html`<details id="registered" ?open=${circles.length <= FEW}>
    <summary>${texts.registered(circles.length, open)}</summary>
    <ul class="registered">
      ${circles.map(one)}
    </ul>
    ${open > 0 ? html`<p class="small soft">${texts.invitedHelp}${inviting.page ? nothing : html` ${texts.noSignupPage}`}</p>` : nothing}
  </details>`;
}

/** A plain text for everybody who has not accepted, to send by whatever means. */
function invitation(circle: string, members: readonly string[], { roster, page }: Inviting, texts: PlannerTexts): string {
  const leader = roster?.participants.find(({ id, leader }) => leader && members.includes(id))?.name;
  return texts.invitation(circle, leader ?? "", page?.replaceAll("{circle}", encodeURIComponent(circle)) ?? "");
}
