/** Files that a page names; nothing else is ever asked for. */

export async function fetched(address: URL): Promise<Response> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response;
}

/** A file of JSON; whether it has the right form shows where it is used. */
export async function fetchJson<T>(address: URL): Promise<T> {
  return (await (await fetched(address)).json()) as T;
}
