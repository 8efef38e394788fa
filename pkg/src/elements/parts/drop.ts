/** A place to drop a file on, or to pick or paste one: the same by mouse, finger and keyboard. */

import { css, html, nothing, type TemplateResult } from "lit";

export interface Drop {
  /** What is wanted, as the heading of the place. */
  label: string;
  /** Which files serve. */
  hint: string;
  /** The words of the button. */
  pick: string;
  /** The `accept` of the file input; other files may still be dropped and are told of. */
  accept: string;
  /** Several at once. */
  multiple?: boolean;
  /** More ways, beside the button. */
  others?: unknown;
  /** Hears the files. */
  take: (files: File[]) => void;
}

export function drop(options: Drop): TemplateResult {
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file, mended, can be chosen again.
    input.value = "";
    if (files.length > 0) options.take(files);
  };
  const open = (event: Event) =>
    (event.currentTarget as HTMLElement).closest(".drop")?.querySelector<HTMLInputElement>("input[type=file]")?.click();
  return html`<div
    class="drop"
    part="drop"
    role="group"
    aria-label=${options.label}
    @dragenter=${over}
    @dragover=${over}
    @dragleave=${away}
    @drop=${(event: DragEvent) => dropped(event, options.take)}
  >
    <div class="grow stack tight">
      <p><strong>${options.label}</strong></p>
      <p class="soft small">${options.hint}</p>
    </div>
    <div class="row">
      <button type="button" @click=${open}>${options.pick}</button>
      ${options.others ?? nothing}
    </div>
    <input type="file" tabindex="-1" hidden aria-hidden="true" accept=${options.accept} ?multiple=${options.multiple ?? false} @change=${chosen} />
  </div>`;
}

function over(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.add("over");
}

function away(event: DragEvent): void {
  const place = event.currentTarget as HTMLElement;
  if (!place.contains(event.relatedTarget as Node | null)) place.classList.remove("over");
}

function dropped(event: DragEvent, take: (files: File[]) => void): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).classList.remove("over");
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length > 0) take(files);
}

export const dropStyles = css`
  .drop {
    display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center;
    border: 2px dashed var(--field-line); border-radius: var(--radius); background: var(--raised);
    padding: clamp(0.875rem, 3cqi, 1.5rem);
  }
  .drop.over { border-color: var(--accent); border-style: solid; background: var(--tint); }
`;
