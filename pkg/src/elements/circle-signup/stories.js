import { HOSTILE, LONG, UNBROKEN, elsewhere, full, inside, press, until } from "../parts/stories.js";

const ada = {
  id: "ada@example.org",
  name: "Ada Okoro",
  email: "ada@example.org",
  mode: "talk",
  leader: true,
  attributes: { Department: ["Surgery"], "Career stage": ["Mid"] },
  peerBy: ["Department"],
  availability: [
    { day: "monday", from: "12:00", to: "13:00" },
    { day: "tuesday", from: "17:30", to: "18:30" },
  ],
};
const demo = { demo: "" };
/** Sends, to a page that says when that is done. */
const sent = (answer) => async (signup) => {
  signup.addEventListener("circle-signup", (event) => event.waitUntil(answer()));
  await press(signup, ".send");
};

/** A place for drafts in which one is. */
const holding = (person, more) => {
  const value = JSON.stringify({ ...person, ...more });
  return { read: async () => ({ version: 1, value }), write: async (_, __, seen) => seen + 1, remove: async () => {} };
};

/** Taps the first of the offered times, which a draft then has to keep. */
const tapped = (trouble) => async (signup) => [await press(signup, "[part=time] input"), await inside(signup, `#kept[data-state=${trouble}]`)];

/** The programme of these calendars ran from October 2020. */
const dated = { src: "/data/programme.json" };
const outcome = (signup, what) => inside(signup, `#from-calendar[data-outcome=${what}]`);
/** What is ticked of the offered times, by their places. */
const ticked = (signup) => [...signup.shadowRoot.querySelectorAll("[part=time] input")].flatMap(({ checked }, at) => (checked ? [at] : []));
const are = (signup, wanted) => until(() => String(ticked(signup)) === String(wanted), `ticks at ${wanted}`);

/** A calendar whose owner is busy on Mondays at noon. */
const CALENDAR = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//stories//stories//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20200901T000000Z
DTSTART;TZID=America/New_York:20201005T113000
DTEND;TZID=America/New_York:20201005T130000
RRULE:FREQ=WEEKLY;UNTIL=20210430T000000Z
END:VEVENT
END:VCALENDAR
`.replaceAll("\n", "\r\n");

/** A file among the times. */
async function give(signup, name, text) {
  const input = await inside(signup, "input[type=file]");
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  input.files = files.files;
  input.dispatchEvent(new Event("change"));
}

export const signup = [
  { name: "empty", title: "before anything is entered", attributes: demo, about: "The first thing that a member sees." },
  { name: "form", title: "in a form", attributes: demo, inForm: true, about: "The form’s own button sends it: it shows none." },
  { name: "filled", title: "filled in", attributes: demo, properties: { value: ada } },
  { name: "draft", title: "kept in this browser", attributes: { ...demo, draft: "story" }, act: (signup) => inside(signup, "#kept") },
  { name: "tab", title: "its draft was changed in another tab", attributes: { ...demo, draft: "story" }, properties: { store: elsewhere }, act: tapped("other") },
  { name: "full", title: "this browser cannot keep it", attributes: { ...demo, draft: "story" }, properties: { store: full }, act: tapped("full") },
  { name: "before", title: "sent before, by a form", attributes: { ...demo, draft: "before" }, properties: () => ({ store: holding(ada, { sentAt: Date.now() - 3_600_000 }) }), act: (signup) => inside(signup, "#sent-before") },
  { name: "arrived", title: "a form’s answers have arrived", attributes: { ...demo, draft: "before", arrived: "" }, properties: () => ({ store: holding(ada, { sentAt: Date.now() }) }), act: (signup) => inside(signup, "[part=thanks]") },
  { name: "errors", title: "sent too early", attributes: demo, act: (signup) => press(signup, ".send") },
  { name: "sent", title: "signed up", attributes: demo, properties: { value: ada }, act: (signup) => press(signup, ".send") },
  { name: "sending", title: "on its way", attributes: demo, properties: { value: ada }, act: async (signup) => [await sent(() => new Promise(() => {}))(signup), await inside(signup, ".send[disabled]")] },
  { name: "refused", title: "the page could not take it", attributes: demo, properties: { value: ada }, act: async (signup) => [await sent(() => Promise.reject(new Error("500")))(signup), await inside(signup, "#unsent")] },
  {
    name: "waiting",
    title: "signed up without a network",
    attributes: demo,
    properties: { value: ada },
    act: async (signup) => {
      Object.defineProperty(navigator, "onLine", { configurable: true, get: () => false });
      await press(signup, ".send");
      await inside(signup, "#unsent");
    },
  },
  {
    name: "online",
    title: "the network is back",
    attributes: demo,
    properties: { value: ada },
    act: async (signup) => {
      let online = false;
      Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
      await press(signup, ".send");
      await inside(signup, "#unsent");
      online = true;
      dispatchEvent(new Event("online"));
      await until(() => !signup.shadowRoot.querySelector("#unsent"), "an end of the warning");
    },
  },
  {
    name: "hostile",
    title: "thanks to names that turn what follows them",
    attributes: demo,
    properties: { value: { ...ada, name: HOSTILE, notWith: [HOSTILE], attributes: { Department: [HOSTILE] } } },
    act: (signup) => press(signup, ".send"),
  },
  {
    name: "register",
    title: "registering one’s own circle",
    attributes: demo,
    act: (signup) => press(signup, "input[value=register]"),
  },
  {
    name: "registered",
    title: "a circle was registered",
    attributes: demo,
    properties: {
      value: { ...ada, circle: "Night shift", invited: ["Bo Lind", "cy@example.org", LONG, UNBROKEN], platform: "Zoom", url: "https://zoom.example.org/j/86420975310" },
    },
    act: (signup) => press(signup, ".send"),
  },
  { name: "invited", title: "invited to a circle", attributes: { ...demo, circle: "Tuesday table" } },
  {
    name: "week",
    title: "the week behind the offered times",
    attributes: demo,
    properties: { value: ada },
    act: async (signup) => {
      (await inside(signup, "details.behind")).open = true;
    },
  },
  {
    name: "rota",
    title: "weeks on call",
    attributes: { src: "/data/programme.json" },
    act: async (signup) => {
      (await inside(signup, "#rota")).open = true;
      for (const week of [2, 3, 9]) await press(signup, `.weeks label:nth-child(${week}) input`);
      await until(() => signup.value.busy?.length === 2, "two stretches of weeks");
    },
  },
  {
    name: "calendar",
    title: "times that a calendar leaves free: all but Monday at noon",
    attributes: dated,
    act: async (signup) => {
      await give(signup, "me.ics", CALENDAR);
      await outcome(signup, "marked");
      await are(signup, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    },
  },
  {
    name: "other-calendar",
    title: "a calendar of another year",
    attributes: dated,
    act: async (signup) => [await press(signup, "[part=time] input"), await give(signup, "old.ics", CALENDAR.replaceAll("2020", "2018").replaceAll("2021", "2019")), await outcome(signup, "outside"), await are(signup, [0])],
  },
  {
    name: "undone",
    title: "what a calendar marked was taken back",
    attributes: dated,
    act: async (signup) => {
      await press(signup, "[part=time] input");
      await give(signup, "me.ics", CALENDAR);
      await outcome(signup, "marked");
      await press(signup, "#undo-calendar");
      await are(signup, [0]);
    },
  },
  { name: "no-calendar", title: "a file that is no calendar", attributes: demo, act: async (signup) => [await give(signup, "me.pdf", "%PDF-1.7"), await inside(signup, ".problem:not(:empty)")] },
  {
    name: "no-times",
    title: "a programme that offers no times",
    properties: { programme: { title: "Circles", zone: "America/New_York", signup: {} } },
  },
  {
    name: "long",
    title: "long names everywhere",
    properties: {
      programme: {
        title: `${LONG}: ${UNBROKEN}`,
        zone: "America/Argentina/ComodRivadavia",
        signup: {
          seen: `${LONG} and ${UNBROKEN} see everything.`,
          recorded: UNBROKEN,
          leaving: LONG,
          times: [{ day: "wednesday", start: "12:00", minutes: 60 }],
          attributes: [{ name: LONG, values: [UNBROKEN, LONG] }, { name: UNBROKEN, required: true }],
        },
      },
    },
  },
  { name: "disabled", title: "disabled", attributes: { ...demo, disabled: "" }, properties: { value: ada } },
  { name: "loading", title: "while its programme is fetched", attributes: { src: "/never.json" } },
  { name: "offline", title: "without a network", attributes: { src: "/offline.json" }, act: (signup) => inside(signup, ".notice.bad") },
];
