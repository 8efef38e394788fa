// Texts that would like to be more than text, and a page that hears when one of them is.

import assert from "node:assert/strict";

/** What would run, in its many spellings; each tells who it was. */
const BODIES = ["hit()", "window.hit&&hit()", "self['hit']()", "top.hit()", "parent.hit()", "frames.hit()", "globalThis.hit()", "(0,hit)()", "hit``", "eval('hit()')"];
const WRAPS = [
  (js) => `<script>${js}</script>`,
  (js) => `<img src=x onerror="${js}">`,
  (js) => `<svg onload="${js}">`,
  (js) => `"><script>${js}</script>`,
  (js) => `'><img src=x onerror=${js}>`,
  (js) => `</style><script>${js}</script>`,
  (js) => `</textarea><script>${js}</script>`,
  (js) => `</title><svg/onload=${js}>`,
  (js) => `<iframe srcdoc="<script>parent.${js}</script>">`,
  (js) => `<a href="javascript:${js}">x</a>`,
  (js) => `javascript:${js}`,
  (js) => `<math><mtext></p><mglyph><style><img src onerror=${js}>`,
  (js) => `<template><script>${js}</script></template>`,
  (js) => `\${${js}}`,
  (js) => `{{${js}}}`,
  (js) => `<!--><img src=x onerror=${js}>-->`,
  (js) => `<details open ontoggle=${js}>`,
  (js) => `<input autofocus onfocus=${js}>`,
  (js) => `<object data="javascript:${js}">`,
  (js) => `<link rel=stylesheet href="data:text/css,*{}" onload=${js}>`,
];
export const PAYLOADS = WRAPS.flatMap((wrap) => BODIES.map(wrap));

/** Hears what runs, and what a content policy had to stop. */
export async function listen(page) {
  await page.addInitScript(() => {
    globalThis.hits = [];
    globalThis.hit = () => globalThis.hits.push("ran");
    document.addEventListener("securitypolicyviolation", (event) => globalThis.hits.push(`${event.violatedDirective} ${event.sample}`));
  });
}

/** Nothing ran, and nothing tried to. */
export const harmless = async (page) => assert.deepEqual(await page.evaluate(() => globalThis.hits), []);
