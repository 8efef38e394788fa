/** Lets everything else that waits for this thread have its turn. */
export function pause(): Promise<void> {
  return new Promise((resume) => {
    if (typeof setImmediate === "function") setImmediate(resume);
    else viaChannel(resume);
  });
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
