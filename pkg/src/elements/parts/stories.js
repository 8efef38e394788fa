// What stories do with an element, as a person would: wait, press, drop.

const MOST = 60_000;

/** Resolves once something is there. */
export async function until(found, what = "what the story waits for") {
  for (const end = Date.now() + MOST; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const value = found();
    if (value) return value;
  }
  throw new Error(`${what} did not come`);
}

/** An element within the one that is shown, once it is there. */
export const inside = (element, selector) => until(() => element.shadowRoot.querySelector(selector), selector);

export async function press(element, selector) {
  const button = await until(() => element.shadowRoot.querySelector(`${selector}:not([disabled])`), selector);
  button.click();
  await element.updateComplete;
}

/** Chooses in a list what has a value, or stands at a place in it. */
export async function choose(element, selector, wanted) {
  const select = await inside(element, selector);
  select.value = typeof wanted === "number" ? select.options[wanted].value : wanted;
  select.dispatchEvent(new Event("change"));
  await element.updateComplete;
}

/** Drops a file where files are taken. */
export async function drop(element, name, text) {
  const place = await inside(element, ".drop");
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

/** Places for drafts in which another tab has written, and that are full. */
const nothingYet = { read: async () => undefined, remove: async () => {} };
export const elsewhere = { ...nothingYet, write: async () => undefined };
/** As where a browser lets a page keep nothing at all. */
export const refusing = { ...nothingYet, read: () => Promise.reject(new Error("not allowed")), write: () => Promise.reject(new Error("not allowed")) };
export const full = { ...nothingYet, write: () => Promise.reject(new Error("the quota is used up")) };
/** With a file that was chosen before, which the browser asks about once more. */
export const asleep = { ...nothingYet, write: async (name, value, seen) => seen + 1, file: async () => ({ name: "project.json", queryPermission: async () => "prompt" }) };

/** Until the page has come, or the network is back: addresses under which nothing ever answers, or nothing is there. */
const real = globalThis.fetch;
globalThis.fetch = (address, options) => {
  const path = new URL(address, location.href).pathname;
  if (path === "/never.json") return new Promise(() => {});
  if (path === "/offline.json") return Promise.reject(new TypeError("Failed to fetch"));
  return real(address, options);
};

export const HOSTILE = `<img src=x onerror=alert(1)> {{7*7}} \u202e"'&amp;=1+1`;
export const LONG = "Wilhelmina-Anneliese Featherstonehaugh-Cholmondeley van der Grotenhuis-Bartholomäus y Etxeberriagaray";
export const UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
