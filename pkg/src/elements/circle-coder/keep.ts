/** What can be taken away, and where the work is kept. */

import { html, nothing, type TemplateResult } from "lit";
import type { Clearing } from "../parts/clearing.js";
import { writtenIn } from "../parts/texts.js";
import type { CodingWork } from "./coding.js";
import { ProjectFile } from "./file.js";
import { taken } from "./taken.js";
import type { CoderTexts } from "./texts.js";

/** What the part may do. */
export interface KeepActions {
  /** Saves what `made` gives under a name. */
  save: (name: string, type: string, made: () => Promise<string | Uint8Array | undefined>) => void;
  file: () => void;
  /** Goes on with the file that was chosen before the page was loaded anew. */
  wake: () => void;
  clearing: Clearing;
  /** Whether a draft is kept in the browser. */
  drafting: boolean;
}

export function keep(coding: CodingWork, texts: CoderTexts, language: string, { save, file, wake, clearing, drafting }: KeepActions): TemplateResult {
  const { project, key, works } = coding;
  const clean = works.map(({ clean: { transcript } }) => transcript.turns.map(({ speaker, text }) => `${speaker ? `${speaker}: ` : ""}${text}`).join("\n"));
  const button = (words: string, name: string, type: string, made: () => Promise<string | Uint8Array | undefined>) =>
    html`<button type="button" class="slim" @click=${() => save(name, type, made)}>${words}</button>`;
  return html`<section class="panel stack" aria-labelledby="keep" part="keep">
    <h2 id="keep" tabindex="-1">${texts.keep}</h2>
    <div class="takes">
      ${group(texts.takeProject, [
        button(texts.project, "project.json", "application/json", () => coding.saved()),
        button(texts.blank, "project-empty.json", "application/json", () => coding.saved(true)),
        button(texts.qdpx, "project.qdpx", "application/octet-stream", () => taken(coding, (project) => project.qdpx())),
      ])}
      ${group(texts.takeTables, [
        button(texts.xlsx, "project.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", () => taken(coding, (project) => project.xlsx())),
        button(texts.csv, "codings.csv", "text/csv", () => taken(coding, (project) => project.csv())),
        button(texts.matrixCsv, "matrix.csv", "text/csv", async () => project?.matrixCsv()),
      ])}
      ${group(texts.takeTexts, [
        button(texts.page, "project.html", "text/html", () => taken(coding, (project) => project.html())),
        button(texts.methods, "methods.txt", "text/plain", async () => project?.methods(writtenIn(language))),
        button(texts.qdc, "codebook.qdc", "application/xml", () => taken(coding, (project) => project.qdc())),
        button(texts.clean, "transcript-clean.txt", "text/plain", async () => clean.join("\n\n")),
      ])}
    </div>
    ${ProjectFile.possible ? html`<div class="row"><button type="button" class="slim" id="keep-file" @click=${file}>${texts.keepFile}</button></div>` : nothing}
    ${fileLine(coding, texts, wake)}
    ${drafting && !coding.draft?.trouble ? html`<p class="small soft" id="kept" data-state=${coding.kept ? "kept" : "keeping"}>${coding.kept ? texts.keptHere : texts.keeping}</p>` : nothing}
    ${key
      ? html`<div class="notice warn stack tight">
          <p class="small">${texts.keyWarning}</p>
          <div class="row">
            <button type="button" class="slim" @click=${() => save("key.json", "application/json", async () => JSON.stringify(key, null, 2))}>${texts.key}</button>
          </div>
        </div>`
      : nothing}
    ${clearing.panel({ startOver: texts.startOver, ask: () => texts.startOverAsk(gone(coding, texts, language)), sure: texts.startOverSure, stay: texts.startOverNot })}
  </section>`;
}

/** All that would go with starting over, as a list in words. */
function gone({ works, count, memos, key }: CodingWork, texts: CoderTexts, language: string): string {
  const some = [texts.transcriptsOf(works.length), texts.codings(count), ...(memos.length > 0 ? [texts.notes(memos.length)] : []), ...(key ? [texts.theKey] : [])];
  return new Intl.ListFormat(language).format(some);
}

function group(title: string, buttons: TemplateResult[]): TemplateResult {
  return html`<div class="stack tight"><h3>${title}</h3>${buttons}</div>`;
}

function fileLine({ file, draft }: CodingWork, texts: CoderTexts, wake: () => void): TemplateResult | typeof nothing {
  if (!file) return nothing;
  if (file.asleep) {
    return html`<div class="notice warn row" id="file" data-state="asleep">
      <p class="small grow">${texts.fileAsleep(file.name)}</p>
      <button type="button" class="slim" id="wake-file" @click=${wake}>${texts.wakeFile}</button>
    </div>`;
  }
  if (file.trouble) return html`<p class="notice warn" role="alert">${texts.fileTrouble(file.name)}</p>`;
  // Another tab's work is not written over.
  const state = draft?.trouble === "other" ? "waiting" : file.safe ? "kept" : "keeping";
  const said = { waiting: texts.fileWaiting, kept: texts.fileKept, keeping: texts.fileKeeping }[state];
  return html`<p class="small" id="file" data-state=${state}>${said(file.name)}</p>`;
}
