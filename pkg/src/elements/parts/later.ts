/** Parts of an element that its first screen does not need: each is fetched when it is first shown. */

/** What draws an element anew. */
interface Host {
  requestUpdate(): void;
}

/**
 * Gives a module once it is there, and nothing until then: the first call fetches it, and its coming draws the host
 * anew. What fails is told once, and fetched again when the network is back or something else draws the host; once it
 * has come after all, that is told too, by telling of nothing.
 */
export function later<M>(host: Host, load: () => Promise<M>, told: (error: unknown) => void): () => M | undefined {
  let [module, state]: [M | undefined, "" | "fetching" | "told"] = [undefined, ""];
  const fetch = (): void => {
    const first = state === "";
    state = "fetching";
    load().then(
      (come) => {
        module = come;
        if (!first) told(undefined);
        host.requestUpdate();
      },
      (error: unknown) => {
        state = "told";
        addEventListener("online", () => host.requestUpdate(), { once: true });
        if (first) told(error);
      },
    );
  };
  return () => {
    if (!module && state !== "fetching") fetch();
    return module;
  };
}
