/** The elements in Vue's templates: `import type {} from "peer-circle/elements/vue"` once in a project. */

import type { HTMLAttributes } from "vue";
import type { CircleEvents, CircleProperties, CircleTag } from "./types.js";

/** Vue hears an event under `on` and its name with a capital for each hyphen, as in `onCircleSignup`. */
type Camel<S extends string> = S extends `${infer Head}-${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : S;
type Heard<T extends CircleTag> = {
  [E in keyof CircleEvents[T] & string as E extends "change" ? never : `on${Capitalize<Camel<E>>}`]?: (event: CircleEvents[T][E]) => void;
};

/** What a template may say of an element. */
type CircleElement<T extends CircleTag> = new () => {
  $props: CircleProperties[T] & Heard<T> & Omit<HTMLAttributes, keyof CircleProperties[T]>;
};

declare module "vue" {
  interface GlobalComponents {
    "circle-signup": CircleElement<"circle-signup">;
    "circle-planner": CircleElement<"circle-planner">;
    "circle-calendar": CircleElement<"circle-calendar">;
    "circle-coder": CircleElement<"circle-coder">;
  }
}
