/** The elements in the JSX of React 19: `import type {} from "peer-circle/elements/react"` once in a project. */

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CircleEvents, CircleProperties, CircleTag } from "./types.js";

/** React 19 hears an event under `on` and its name, as in `oncircle-signup`. */
type Heard<T extends CircleTag> = {
  [E in keyof CircleEvents[T] & string as E extends "change" ? never : `on${E}`]?: (event: CircleEvents[T][E]) => void;
};

type Element<T extends CircleTag> = HTMLElementTagNameMap[T];

type Props<T extends CircleTag> = CircleProperties[T] &
  Heard<T> &
  Omit<DetailedHTMLProps<HTMLAttributes<Element<T>>, Element<T>>, keyof CircleProperties[T]>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "circle-signup": Props<"circle-signup">;
      "circle-planner": Props<"circle-planner">;
      "circle-calendar": Props<"circle-calendar">;
      "circle-coder": Props<"circle-coder">;
    }
  }
}
