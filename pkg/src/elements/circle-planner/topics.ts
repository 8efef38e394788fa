/** What the circles talk about, in its order: an organiser moves topics, words them anew, leaves them out or adds some. */

import { html, nothing, type TemplateResult } from "lit";
import type { Topic } from "../../index.js";
import { follow } from "./follow.js";
import type { Planning } from "./planning.js";
import type { PlannerTexts } from "./texts.js";

export function topics(planning: Planning, texts: PlannerTexts): TemplateResult | typeof nothing {
  const { programme, busy } = planning;
  if (!programme) return nothing;
  const all = programme.topics ?? [];
  const set = (changed: Topic[]) => planning.setTopics(changed);
  const move = (from: number, to: number) => (event: Event) => {
    const [topic] = all.slice(from, from + 1);
    if (!topic) return;
    const others = all.filter((_, at) => at !== from);
    set([...others.slice(0, to), topic, ...others.slice(to)]);
    follow(event, to);
  };
  const name = (at: number) => (event: Event) => {
    const input = event.target as HTMLInputElement;
    const title = input.value.trim();
    if (title === "") input.value = all[at]?.title ?? "";
    else set(all.map((topic, each) => (each === at ? { ...topic, title } : topic)));
  };
  const item = ({ title }: Topic, at: number) => html`<li class="row">
    <input type="text" class="grow" maxlength="300" aria-label=${texts.topicNumber(at + 1)} .value=${title} ?disabled=${busy !== ""} @change=${name(at)} />
    <span class="row">
      <button type="button" class="slim" data-way="up" ?disabled=${busy !== "" || at === 0} aria-label=${texts.topicUp(title)} @click=${move(at, at - 1)}>↑</button>
      <button type="button" class="slim" data-way="down" ?disabled=${busy !== "" || at === all.length - 1} aria-label=${texts.topicDown(title)} @click=${move(at, at + 1)}>↓</button>
      <button type="button" class="slim" ?disabled=${busy !== ""} aria-label=${texts.topicOut(title)} @click=${() => set(all.filter((_, each) => each !== at))}>✕</button>
    </span>
  </li>`;
  return html`<details class="topics" id="topics">
    <summary>${texts.topics(all.length)}</summary>
    <div class="stack tight">
      <p class="small soft">${texts.topicsLead}</p>
      <ol class="stack tight">
        ${all.map(item)}
      </ol>
      <div class="row"><button type="button" class="slim" id="topic-add" ?disabled=${busy !== ""} @click=${() => set([...all, { title: texts.openTopic }])}>${texts.topicAdd}</button></div>
    </div>
  </details>`;
}
