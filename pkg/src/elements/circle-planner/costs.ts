/** What circles cost: by rule and by circle, and where rules of a circle as a whole are broken. */

import { html, nothing, type TemplateResult } from "lit";
import type { Part, Plan, Reason } from "../../index.js";
import { ruleTexts } from "./rule-texts.js";
import { say, type Setting } from "./sentences.js";
import { capital } from "./why.js";

/** As many circles are named for each rule. */
const MOST = 8;

/** The parts of the cost, the dearest first, and where each of them comes from. */
export function costs({ parts = [] }: Plan, costly: ReadonlyMap<string, Reason[]>, setting: Setting): TemplateResult | typeof nothing {
  const { texts, language } = setting;
  const dear = parts.filter(({ cost }) => cost > 0).sort((one, other) => other.cost - one.cost);
  if (dear.length === 0) return nothing;
  const { costParts } = ruleTexts(texts);
  const number = new Intl.NumberFormat(language);
  const said = (reason: Reason) => html`<li>${capital(say(reason, setting))}.</li>`;
  const where = (told: Reason[] | undefined) => (told ? html`<ul>${told.slice(0, MOST).map(said)}</ul>` : nothing);
  const line = ({ rule, cost }: Part) => html`<li>${capital(texts.rule(rule))}: ${number.format(cost)} ${where(costly.get(rule))}</li>`;
  return html`<details class="small soft" id="costs">
    <summary>${costParts}</summary>
    <ul>
      ${dear.map(line)}
    </ul>
  </details>`;
}

/** What is broken in one circle, and at what cost where it may be: nobody has to ask for it. */
export function brokenIn(reasons: Reason[] | undefined, setting: Setting): TemplateResult | typeof nothing {
  if (!reasons || reasons.length === 0) return nothing;
  const { costing } = ruleTexts(setting.texts);
  const line = (reason: Reason) => {
    const said = capital(say(reason, setting));
    const cost = reason.code.startsWith("rule.costs") ? undefined : reason.values?.["cost"]?.[0];
    return html`<li>${cost === undefined ? said : `${said} (${costing(cost)})`}.</li>`;
  };
  return html`<ul class="broken small">
    ${reasons.map(line)}
  </ul>`;
}
