// How long the page's own thread was busy, task by task, in processor time: what else the machine does counts for nothing.

const CATEGORIES = ["toplevel", "devtools.timeline"];
const TASK = /RunTask$/;
/** A task that is mostly the test's own asking. */
const DRIVER = "Receive mojo message";

/** The milliseconds of processor time of each task of the page while something is done, the longest first. */
export async function tasks(page, deed) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] } });
  await deed();
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await done;
  await session.detach();
  const own = ofThePage(events);
  const asked = own.filter(({ name }) => name === DRIVER);
  const driven = ({ ts, dur }) => asked.some((one) => one.ts >= ts && one.ts < ts + dur && one.dur > dur / 2);
  return own.filter((event) => TASK.test(event.name) && !driven(event)).map(({ tdur = 0 }) => tdur / 1000).sort((a, b) => b - a);
}

/** What happened on the thread that lays the page out. */
function ofThePage(events) {
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const layouts = new Map();
  for (const event of events) if (event.name === "Layout") layouts.set(thread(event), (layouts.get(thread(event)) ?? 0) + 1);
  const [main] = [...layouts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return events.filter((event) => event.ph === "X" && thread(event) === main);
}
