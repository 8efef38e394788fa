/** Registers `<circle-planner>`, once. */

import { CirclePlanner } from "./index.js";

if (typeof customElements !== "undefined" && !customElements.get("circle-planner")) {
  customElements.define("circle-planner", CirclePlanner);
}

export { CirclePlanner };
