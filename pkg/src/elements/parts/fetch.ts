/** Files that a page names; nothing else is ever asked for. */

const HINT = "check that you are signed in and the network is there, then reload; otherwise tell those who keep the page";

/** What an address answers, or a problem that says which address it was. */
export async function fetched(address: URL): Promise<Response> {
  const { pathname } = address;
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => undefined);
  if (!response) throw { code: "page.not_fetched", message: `nothing came from ${pathname}`, hint: HINT };
  const { ok, status, headers } = response;
  if (!ok) throw { code: "page.not_fetched", message: `${pathname} was answered with ${status}`, hint: HINT };
  // Whoever is signed out is mostly sent to a page, with a good answer.
  if (headers.get("content-type")?.startsWith("text/html")) throw { code: "page.not_fetched", message: `${pathname} was answered with a web page`, hint: HINT };
  return response;
}

/** What the file at an address is called. */
export function fileOf(address: string): string {
  return /([^/?#]*)([?#].*)?$/.exec(address)?.[1] ?? "";
}

/** A file of JSON; whether it has the right form shows where it is used. */
export async function fetchJson<T>(address: URL): Promise<T> {
  const { pathname } = address;
  const text = await (await fetched(address)).text().catch(() => undefined);
  if (text === undefined) throw { code: "page.not_fetched", message: `nothing came from ${pathname}`, hint: HINT };
  try {
    return JSON.parse(text) as T;
  } catch {
    throw { code: "page.not_fetched", message: `${pathname} is no JSON`, hint: HINT };
  }
}
