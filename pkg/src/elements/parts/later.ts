/** Parts of an element that its first screen does not need: each is fetched when it is first shown. */

/** What draws an element anew. */
interface Host {
  requestUpdate(): void;
}

/**
 * Gives a module once it is there, and nothing until then: the first call fetches it, and its coming draws the host
 * anew. What fails is told once, and fetched again when the network is back or something else draws the host.
 */
export function later<M>(host: Host, load: () => Promise<M>, failed: (error: unknown) => void): () => M | undefined {
  let [module, state]: [M | undefined, "" | "fetching" | "told"] = [undefined, ""];
  const fetch = (): void => {
    const first = state === "";
    state = "fetching";
    load().then(
      (come) => {
        module = come;
        host.requestUpdate();
      },
      (error: unknown) => {
        state = "told";
        addEventListener("online", () => host.requestUpdate(), { once: true });
        if (first) failed(error);
      },
    );
  };
  return () => {
    if (!module && state !== "fetching") fetch();
    return module;
  };
}
