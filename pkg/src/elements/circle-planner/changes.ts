/** A session that cannot be when it is: which, what becomes of it, and what that would move. */

import { html, nothing, type TemplateResult } from "lit";
import type { ChangedTerm, Series, Session } from "../../index.js";
import { problemList, problemText } from "../parts/problems.js";
import { writtenIn } from "../parts/texts.js";
import { clock, day } from "../parts/when.js";
import type { Changing, How } from "./changing.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

/** The question, under the sessions of its circle. */
export function changes({ changing, clock: now }: Planning, { circle, sessions }: Series, texts: PlannerTexts, language: string): TemplateResult | typeof nothing {
  if (changing.circle !== circle) return nothing;
  const open = sessions.filter(({ startUtc, status }) => status !== "cancelled" && new Date(startUtc) > now());
  if (open.length === 0) return html`<p class="soft">${texts.termOver}</p>`;
  const choose = (event: Event) => changing.answer({ session: (event.target as HTMLSelectElement).value });
  const how = (value: How, words: string) => html`<label class="check">
    <input type="radio" name="how" value=${value} .checked=${changing.how === value} @change=${() => changing.answer({ how: value })} />
    <span>${words}</span>
  </label>`;
  return html`<div class="move stack" id="change">
    <label class="stack tight"><span class="small">${texts.whichMeeting}</span>
      <select @change=${choose}>
        <option value="" ?selected=${changing.session === ""}>${texts.chooseMeeting}</option>
        ${open.map((one) => html`<option value=${one.id} ?selected=${one.id === changing.session}>${moment(one, language)}</option>`)}
      </select></label>
    <fieldset>
      <legend class="visually-hidden">${texts.whatBecomes}</legend>
      <div class="row">${how("postpone", texts.postpone)} ${how("cancel", texts.cancelMeeting)}</div>
    </fieldset>
    <label class="stack tight"><span class="small">${texts.reason}</span>
      <input type="text" maxlength="300" .value=${changing.reason} @change=${(event: Event) => changing.answer({ reason: (event.target as HTMLInputElement).value })} /></label>
    <div class="row">
      <button type="button" class="slim" id="look" ?disabled=${changing.session === "" || changing.busy} @click=${() => void changing.look(writtenIn(language))}>${texts.lookChange}</button>
      <button type="button" class="slim" @click=${() => changing.open(undefined)}>${texts.cancel}</button>
    </div>
    <div aria-live="polite" class="stack tight">
      ${changing.failure ? html`<p class="notice bad">${problemText(changing.failure, texts)}</p>` : nothing}
      ${changing.changed ? outcome(changing, changing.changed, texts, language) : nothing}
    </div>
  </div>`;
}

/** What it would come to, and the button that does it. */
function outcome(changing: Changing, { term, moved, cancelled, messages, problems }: ChangedTerm, texts: PlannerTexts, language: string): TemplateResult {
  const all = term.series.flatMap(({ circle, name = circle, sessions }) => sessions.map((session) => ({ name, session })));
  const line = (id: string, words: (name: string, when: string) => string) => {
    const found = all.find(({ session }) => session.id === id);
    return found ? html`<li>${words(found.name, moment(found.session, language))}</li>` : nothing;
  };
  const letters = messages.reduce((sum, { mails }) => sum + mails.length, 0);
  return html`<ul class="stack tight" id="outcome">
      ${moved.map((id) => line(id, texts.movesTo))} ${cancelled.map((id) => line(id, texts.fallsOut))}
    </ul>
    ${problemList(problems, texts)}
    <p class="small soft">${texts.lettersAsked(letters)}</p>
    <div class="row"><button type="button" class="slim main" id="make-change" @click=${() => changing.make()}>${texts.makeChange}</button></div>`;
}

function moment({ start, minutes }: Session, language: string): string {
  const date = day(start, language);
  return minutes > 24 * 60 ? date : `${date}, ${clock(start.slice(11, 16), language)}`;
}
