/** Registers `<circle-signup>`, once. */

import { CircleSignup } from "./index.js";

if (typeof customElements !== "undefined" && !customElements.get("circle-signup")) {
  customElements.define("circle-signup", CircleSignup);
}

export { CircleSignup };
