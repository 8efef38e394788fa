/** Who is in a circle, as far as the page says: a term has ids alone, and what has no name here is not told of. */

import { html, nothing, type TemplateResult } from "lit";
import type { Series } from "../../index.js";
import type { CalendarTexts } from "./texts.js";

/** The names of participants, by their ids. */
export type Names = Readonly<Record<string, string>>;

/** Whose names are shown, and what is marked of them. */
export interface Who {
  names: Names | undefined;
  /** The viewer. */
  member: string | undefined;
  /** Who leads the next session. */
  host: string | undefined;
}

/** The name of somebody; nothing where the page does not say. */
export function nameOf(names: Names | undefined, id: string): string | undefined {
  const name: unknown = names && Object.hasOwn(names, id) ? names[id] : undefined;
  return typeof name === "string" && name.trim() !== "" ? name : undefined;
}

/** The people of a circle, the leader first; nothing where nobody's name is known. */
export function people({ leader, members = [] }: Series, { names, member, host }: Who, texts: CalendarTexts): TemplateResult | typeof nothing {
  const ids = [...new Set([...(leader === undefined ? [] : [leader]), ...members])];
  const named = ids.flatMap((id) => {
    const name = nameOf(names, id);
    return name === undefined ? [] : [{ id, name }];
  });
  if (named.length === 0) return nothing;
  const marks = (id: string) =>
    [id === leader && texts.leader, id === member && texts.you, id === host && id !== leader && texts.leadsNext].filter(Boolean).join(", ");
  const rest = ids.length - named.length;
  return html`<div class="people row" part="people">
    <span class="small soft" id="people">${texts.members}</span>
    <ul class="row" aria-labelledby="people">
      ${named.map(({ id, name }) => html`<li class="chip" data-member=${id}><bdi>${name}</bdi>${marks(id) ? html` <span class="soft">${marks(id)}</span>` : nothing}</li>`)}
      ${rest > 0 ? html`<li class="small soft">${texts.unnamed(rest)}</li>` : nothing}
    </ul>
  </div>`;
}
