/** Registers `<circle-calendar>`, once. */

import { CircleCalendar } from "./index.js";

if (typeof customElements !== "undefined" && !customElements.get("circle-calendar")) {
  customElements.define("circle-calendar", CircleCalendar);
}

export { CircleCalendar };
