/** Waiting: so that others have their turn, and no longer than somebody wants. */

/** For how many milliseconds the page's own part of a call holds its thread at most. */
export const HOLD = 10;

/** Progress is told this often at least, in milliseconds; the promise is 100. */
export const TELL_EVERY = 50;

/** Lets everything else that waits for this thread have its turn. */
export function pause(): Promise<void> {
  return new Promise((resume) => {
    if (typeof setImmediate === "function") setImmediate(resume);
    else viaChannel(resume);
  });
}

/** Now and then something to wait for. */
export type Breath = () => Promise<void> | undefined;

/**
 * For long loops: now and then there is something to wait for, so that none holds its thread for longer than `most`
 * milliseconds, and somebody hears of it. Several that wait go on in the order in which they came.
 */
export function breather(most: number, hear?: () => void): Breath {
  let since = performance.now();
  let pausing: Promise<void> | undefined;
  return () => {
    if (!pausing && performance.now() - since < most) return undefined;
    if (!pausing) hear?.();
    pausing ??= pause().then(() => {
      since = performance.now();
      pausing = undefined;
    });
    return pausing;
  };
}

/** A message to oneself: unlike a timer it is neither clamped to 4 ms nor throttled in a background page. */
function viaChannel(resume: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resume();
  };
  port2.postMessage(null);
}

/** What is waited for, unless the one who waits gives up before. */
export function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return coming;
  if (signal.aborted) {
    coming.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    coming.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
