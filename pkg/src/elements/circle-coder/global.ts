/** Registers `<circle-coder>`, once. */

import { CircleCoder } from "./index.js";

if (typeof customElements !== "undefined" && !customElements.get("circle-coder")) {
  customElements.define("circle-coder", CircleCoder);
}

export { CircleCoder };
