/** Files that a page names; nothing else is ever asked for. */

const HINT = "check that you are signed in and the network is there, then reload; otherwise tell those who keep the page";

/** What an address answers, or a problem that says which address it was. */
export async function fetched(address: URL): Promise<Response> {
  const { pathname } = address;
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => undefined);
  if (!response) throw { code: "page.not_fetched", message: `nothing came from ${pathname}`, hint: HINT };
  const { ok, status } = response;
  if (!ok) throw { code: "page.not_fetched", message: `${pathname} was answered with ${status}`, hint: HINT };
  return response;
}

/** A file of JSON; whether it has the right form shows where it is used. */
export async function fetchJson<T>(address: URL): Promise<T> {
  return (await (await fetched(address)).json()) as T;
}
