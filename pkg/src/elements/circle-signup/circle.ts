/** The way into a circle: being placed in one, registering one's own, or accepting an invitation. */

import { html, nothing, type TemplateResult } from "lit";
import { isolated } from "../parts/isolated.js";
import { colleagues, type Route } from "./programme.js";
import { field, valueOf, type Part } from "./sections.js";

/** The choice between the ways, where there is one; whoever was invited accepts, or asks for another circle. */
export function route({ answers, programme, texts, change, invitation }: Part): TemplateResult | typeof nothing {
  const routes = programme.signup?.routes ?? ["place", "register"];
  if (routes.length < 2 && !invitation) return nothing;
  const option = (value: Route, words: string, help: string) => html`<label class="tile wide">
    <input type="radio" name="route" value=${value} .checked=${answers.route === value} @change=${() => change({ route: value })} />
    <span class="day">${words}</span>
    <span class="when">${help}</span>
  </label>`;
  return html`<fieldset part="route">
    <legend>${invitation ? texts.invited : texts.route}</legend>
    <div class="tiles two">
      ${invitation
        ? [option("join", texts.accept(isolated(invitation)), texts.acceptHelp), option("place", texts.decline, texts.placeHelp)]
        : [option("place", texts.place, texts.placeHelp), option("register", texts.register, texts.registerHelp)]}
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
    ${field(part, "url", `${texts.link} (${texts.optional})`, html`<input
      id="url" type="url" maxlength="500" .value=${answers.url}
      aria-invalid=${part.problem("url") ? "true" : "false"} aria-describedby="url-help url-problem"
      @input=${(event: Event) => change({ url: valueOf(event) })} />`, html`<span class="small soft" id="url-help">${texts.linkHelp}</span>`)}
    ${field(part, "invited", texts.colleagues, html`<textarea
      id="invited" rows="6" maxlength="4000" .value=${answers.invited}
      aria-invalid=${part.problem("invited") ? "true" : "false"} aria-describedby="invited-help invited-problem"
      @input=${(event: Event) => change({ invited: valueOf(event) })}
    ></textarea>`, html`<span class="small soft" id="invited-help">${texts.colleaguesHelp(min, max)}</span>`)}
  </fieldset>`;
}
