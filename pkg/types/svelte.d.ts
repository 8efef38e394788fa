/** The elements in Svelte 5's templates: `import type {} from "peer-circle/elements/svelte"` once in a project. */

import type { HTMLAttributes } from "svelte/elements";
import type { CircleEvents, CircleProperties, CircleTag } from "./types.js";

/** Svelte 5 hears an event under `on` and its name, as in `oncircle-signup`. */
type Heard<T extends CircleTag> = {
  [E in keyof CircleEvents[T] & string as E extends "change" ? never : `on${E}`]?: ((event: CircleEvents[T][E]) => void) | undefined;
};

/** What a template may say of an element. */
type CircleElement<T extends CircleTag> = CircleProperties[T] &
  Heard<T> &
  Omit<HTMLAttributes<HTMLElementTagNameMap[T]>, keyof CircleProperties[T]>;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "circle-signup": CircleElement<"circle-signup">;
    "circle-planner": CircleElement<"circle-planner">;
    "circle-calendar": CircleElement<"circle-calendar">;
    "circle-coder": CircleElement<"circle-coder">;
  }
}
