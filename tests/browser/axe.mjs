// Accessibility of whatever a page shows at the moment, as axe-core sees it, shadow trees included.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { require } from "./browser.mjs";

const source = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** Fails with a line for each violation; of a state that repeats itself thousands of times a `scope` may leave some out. */
export async function accessible(page, state, scope) {
  // Evaluated by the driver, which the page's content policy does not bind.
  await page.evaluate(source);
  const violations = await page.evaluate(async (scope) => {
    const { violations } = await globalThis.axe.run(scope ?? document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target.flat().join(" ")} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  }, scope);
  assert.deepEqual(violations, [], state);
}
