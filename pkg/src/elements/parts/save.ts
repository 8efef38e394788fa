/** Files for the person at the page; nothing leaves the browser. */

/** Offers a text, or bytes, as a download. */
export function save(name: string, text: string | Uint8Array, type: string): void {
  const whole = typeof text === "string" ? `${type};charset=utf-8` : type;
  const address = URL.createObjectURL(new Blob([text as BlobPart], { type: whole }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(name);
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}

/** A name that every file system takes. */
function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").trim().slice(0, 120) || "file";
}
