// Files as people have them, given to a page as people do: dropped, picked, downloaded.

import { readFile } from "node:fs/promises";

const data = new URL("../../examples/data/", import.meta.url);

/** The text of a sample. */
export const sample = (name) => readFile(new URL(name, data), "utf8");

/** Drops a file on the place for it. */
export async function drop(page, place, { name, text, type = "text/plain" }) {
  const transfer = await page.evaluateHandle(
    ({ name, text, type }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type }));
      return transfer;
    },
    { name, text, type },
  );
  await place.dispatchEvent("dragenter", { dataTransfer: transfer });
  await place.dispatchEvent("dragover", { dataTransfer: transfer });
  await place.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Clicks and reads the file that comes of it. */
export async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}
