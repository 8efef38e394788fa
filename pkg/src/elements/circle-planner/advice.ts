/** What stands in the way of placing everybody, what would help, who moves, and what other numbers of circles come to. */

import { html, nothing, type TemplateResult } from "lit";
import type { Conflict, Plan } from "../../index.js";
import { problemList } from "../parts/problems.js";
import type { Planning } from "./planning.js";
import { say, type Setting } from "./sentences.js";
import { capital } from "./why.js";

export function obstacles(plan: Plan, planning: Planning, setting: Setting): TemplateResult | typeof nothing {
  const waiting = plan.waiting;
  // What a move by hand breaks stands on its circle.
  const problems = (plan.problems ?? []).filter(({ code }) => code !== "circles.broken");
  if (problems.length === 0 && waiting.length === 0) return nothing;
  const { texts } = setting;
  // Fields of the rules mean nothing to an organiser: the sentences say it all.
  const plain = problems.map(({ code, message, hint, values }) => {
    const said = texts.sentence(code, () => "") && say({ code, values, text: message }, setting);
    return said ? { code, message: said } : { code, message, ...(hint && { hint }) };
  });
  return html`<div class="notice warn stack tight" id="obstacles">
    <h3>${texts.inTheWay}</h3>
    ${problemList(plain, texts)} ${advice(planning, setting)}
  </div>`;
}

function advice(planning: Planning, setting: Setting): TemplateResult {
  const { texts } = setting;
  if (planning.busy === "advising") return html`<p class="small">${texts.advising}</p>`;
  const { advice: found } = planning;
  if (!found) {
    return html`<div class="row">
      <button type="button" class="slim" id="advise" ?disabled=${planning.busy !== "" || planning.stale} @click=${() => void planning.advise()}>${texts.advise}</button>
    </div>`;
  }
  const told = [
    ...found.conflicts.map((conflict) => together(conflict, setting)),
    ...found.changes.map(({ reason }) => `${capital(say(reason, setting))}.`),
  ];
  return html`<ul id="advice" class="stack tight">
    ${told.length > 0 ? told.map((line) => html`<li>${line}</li>`) : html`<li>${texts.noHelp}</li>`}
  </ul>`;
}

/** People and rules that cannot hold together, in one sentence. */
function together({ people, rules }: Conflict, setting: Setting): string {
  const list = new Intl.ListFormat(setting.language);
  const names = people.length > 6 ? [...people.slice(0, 5).map(name), setting.texts.others(people.length - 5)] : people.map(name);
  return setting.texts.cannotTogether(list.format(names), list.format(rules.map((rule) => say(rule, setting))), people.length);

  function name(id: string): string {
    return setting.people.get(id)?.name ?? id;
  }
}

/** Who moved from the circles that there were. */
export function moved({ moved: all = [] }: Plan, setting: Setting): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const { texts, people, circles } = setting;
  const circle = (id: string | undefined) => circles.find((known) => known.id === id)?.name ?? id ?? "";
  return html`<details class="panel" id="moved" ?open=${all.length <= 12}>
    <summary>${texts.movedTitle} (${all.length})</summary>
    <ul class="small">
      ${all.map(
        ({ person, from, to, reason }) =>
          html`<li>${texts.movedLine(people.get(person)?.name ?? person, circle(from), circle(to), say(reason, setting))}</li>`,
      )}
    </ul>
  </details>`;
}

/** What other numbers of circles come to. */
export function choices({ choices: all = [], circles }: Plan, { texts, language }: Setting): TemplateResult | typeof nothing {
  const others = all.filter((choice) => choice.circles !== circles.length && choice.circles > 0);
  if (others.length === 0) return nothing;
  const number = new Intl.NumberFormat(language);
  return html`<details class="small soft" id="choices">
    <summary>${texts.choices}</summary>
    <ul>
      ${others.map((choice) => html`<li>${texts.choice(choice.circles, number.format(choice.cost), choice.waiting)}</li>`)}
    </ul>
  </details>`;
}
