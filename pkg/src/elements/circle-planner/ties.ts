/** People who go together, and people who are kept apart. */

import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Participant } from "../../index.js";
import { firmness } from "./firmness.js";
import type { Planning } from "./planning.js";
import { ruleTexts } from "./rule-texts.js";
import type { PlannerTexts } from "./texts.js";
import type { Tie } from "./wishes.js";

export function ties(planning: Planning, texts: PlannerTexts): TemplateResult {
  const { wishes, host, roster } = planning;
  const asks = ruleTexts(texts);
  const people = roster?.participants ?? [];
  const set = (all: Tie[]) => planning.wish(() => (wishes.ties = all));
  const add = (what: Tie["what"]) => (event: Event) => {
    const place = (event.currentTarget as HTMLElement).closest("details");
    set([...wishes.ties, { what, people: [], firm: "must" }]);
    void host.updateComplete.then(() => place?.querySelector<HTMLElement>(".tie:nth-last-child(3) input")?.focus());
  };
  const one = (tie: Tie, at: number) => {
    const change = (changed: Partial<Tie>) => set(wishes.ties.map((each) => (each === tie ? { ...tie, ...changed } : each)));
    return row(tie, at, people, texts, change, () => set(wishes.ties.filter((each) => each !== tie)));
  };
  return html`<details id="ties"><summary>${asks.ties(wishes.ties.length)}</summary>
    <div class="stack tight">
      ${wishes.ties.map(one)}
      ${wishes.ties.length > 0 ? html`<datalist id="everybody">${guard([people], () => labels(people).map((words) => html`<option value=${words}></option>`))}</datalist>` : nothing}
      <div class="row">
        <button type="button" class="slim" id="add-together" @click=${add("together")}>${asks.addTogether}</button>
        <button type="button" class="slim" id="add-apart" @click=${add("apart")}>${asks.addApart}</button>
      </div>
    </div>
  </details>`;
}

function row(
  { what, people: ids, firm }: Tie,
  at: number,
  people: readonly Participant[],
  texts: PlannerTexts,
  change: (changed: Partial<Tie>) => void,
  drop: () => void,
): TemplateResult {
  const name = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const asks = ruleTexts(texts);
  const title = `${asks[what]} ${at + 1}`;
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [found, unknown] = findAll(input.value, people);
    input.setCustomValidity(unknown.length === 0 ? "" : asks.unknownPerson(found.length > 0 ? unknown.join("; ") : ""));
    input.reportValidity();
    // Who was found is in; who was not stays to be mended.
    input.value = unknown.join("; ");
    if (found.some((id) => !ids.includes(id))) change({ people: [...new Set([...ids, ...found])] });
  };
  const out = (id: string) => () => change({ people: ids.filter((each) => each !== id) });
  return html`<div class="tie stack tight" role="group" aria-label=${title}>
    <div class="rule"><strong>${asks[what]}</strong>${firmness(firm, texts, (changed) => change({ firm: changed }), { label: asks.firmly(title) })}</div>
    ${ids.length > 0
      ? html`<ul class="row">${ids.map((id) => html`<li class="chip"><bdi>${name(id)}</bdi> <button type="button" class="bare" aria-label=${asks.untie(name(id))} @click=${out(id)}>✕</button></li>`)}</ul>`
      : nothing}
    <div class="row">
      <input type="text" class="grow" list="everybody" maxlength="2000" aria-label=${`${title}: ${asks.tieAdd}`} placeholder=${asks.tieSeveral} @change=${take} />
      <button type="button" class="slim" aria-label=${texts.topicOut(title)} @click=${drop}>✕</button>
    </div>
  </div>`;
}

/** Everybody by name, and those whose name others have too with what tells them apart. */
function labels(people: readonly Participant[]): string[] {
  const count = new Map<string, number>();
  for (const { name } of people) count.set(name, (count.get(name) ?? 0) + 1);
  return people.map(({ id, name }) => ((count.get(name) ?? 0) > 1 ? `${name} (${id})` : name));
}

/** The people whom words name, one or several with semicolons or tabs between them, and what names nobody. */
function findAll(words: string, people: readonly Participant[]): [found: string[], unknown: string[]] {
  const all = words.split(/[;\t\n]/).map((word) => word.trim()).filter((word) => word !== "");
  const found = all.map((word) => find(word, people));
  return [found.filter((id) => id !== undefined), all.filter((_, at) => found[at] === undefined)];
}

/** The one person that words can mean: as they are offered, or an id or an e-mail address. */
function find(words: string, people: readonly Participant[]): string | undefined {
  const wanted = words.trim().toLowerCase();
  const offered = labels(people);
  const meant = people.filter(({ id, email }, at) => [offered[at], id, email].some((one) => one?.toLowerCase() === wanted));
  return meant.length === 1 ? meant[0]?.id : undefined;
}
