// Accessibility of whatever a page shows at the moment, as axe-core sees it, shadow trees included.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { require } from "./browser.mjs";

const source = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** Fails where something that is pressed is smaller than 24 pixels and has too little room around it (WCAG 2.2, 2.5.8). */
export async function roomy(page, state) {
  // What stays in sight while a page is scrolled lies over what is below it.
  await page.evaluate(() => scrollTo(0, 0));
  await accessible(page, `${state}, targets`, undefined, { runOnly: ["target-size"], rules: { "target-size": { enabled: true } } });
}

/** Fails with a line for each violation; of a state that repeats itself thousands of times a `scope` may leave some out. */
export async function accessible(page, state, scope, options = {}) {
  // Evaluated by the driver, which the page's content policy does not bind.
  await page.evaluate(source);
  const violations = await page.evaluate(async ([scope, options]) => {
    const { violations } = await globalThis.axe.run(scope ?? document, { resultTypes: ["violations"], ...options });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target.flat().join(" ")} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  }, [scope, options]);
  assert.deepEqual(violations, [], state);
}
