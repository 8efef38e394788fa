/** The way into a circle: being placed in one, or registering one's own. */

import { html, nothing, type TemplateResult } from "lit";
import { colleagues, type Route } from "./programme.js";
import { field, valueOf, type Part } from "./sections.js";

/** The choice between the two, where there is one. */
export function route({ answers, programme, texts, change }: Part): TemplateResult | typeof nothing {
  const routes = programme.signup?.routes ?? ["place", "register"];
  if (routes.length < 2) return nothing;
  const option = (value: Route, words: string, help: string) => html`<label class="tile wide">
    <input type="radio" name="route" value=${value} .checked=${answers.route === value} @change=${() => change({ route: value })} />
    <span class="day">${words}</span>
    <span class="when">${help}</span>
  </label>`;
  return html`<fieldset part="route">
    <legend>${texts.route}</legend>
    <div class="tiles two">
      ${option("place", texts.place, texts.placeHelp)} ${option("register", texts.register, texts.registerHelp)}
    </div>
  </fieldset>`;
}

/** The circle that somebody registers. */
export function circle(part: Part): TemplateResult | typeof nothing {
  const { answers, programme, texts, change } = part;
  if (answers.route !== "register") return nothing;
  const { min, max } = colleagues(programme);
  return html`<fieldset part="circle">
    <legend>${texts.circle}</legend>
    <div class="pair">
      ${field(part, "circle", `${texts.circleName} (${texts.optional})`, html`<input
        id="circle" type="text" maxlength="200" .value=${answers.circle}
        @input=${(event: Event) => change({ circle: valueOf(event) })} />`)}
      ${field(part, "platform", `${texts.platform} (${texts.optional})`, html`<input
        id="platform" type="text" maxlength="200" .value=${answers.platform}
        @input=${(event: Event) => change({ platform: valueOf(event) })} />`)}
    </div>
    ${field(part, "invited", texts.colleagues, html`<textarea
      id="invited" rows="6" maxlength="4000" .value=${answers.invited}
      aria-invalid=${part.problem("invited") ? "true" : "false"} aria-describedby="invited-help invited-problem"
      @input=${(event: Event) => change({ invited: valueOf(event) })}
    ></textarea>`, html`<span class="small soft" id="invited-help">${texts.colleaguesHelp(min, max)}</span>`)}
  </fieldset>`;
}
