import { HOSTILE, LONG, UNBROKEN, elsewhere, full, inside, press, refusing } from "../parts/stories.js";

const now = "2020-11-17T13:00:00Z";
const term = async (change = () => {}) => {
  const found = await (await fetch("/data/term.json")).json();
  change(found);
  return { term: found };
};
const circle = { circle: "c1", now };
const next = (calendar) => inside(calendar, "[part=next]");
const names = { p07: "Giulia Moretti", p13: "Mei Chen", p19: "Siobhan Byrne", p41: "Oscar Andersson", p42: "Paloma Vidal" };
/** Another time is suggested: two days later, by the clock of whoever looks. */
const suggest = async (calendar, day = "2020-11-19") => {
  await press(calendar, "#suggest");
  (await inside(calendar, "[name=day]")).value = day;
  await press(calendar, ".suggest button");
};
/** A page that passes on what a member says, or cannot. */
const passing = (calendar, answer) => {
  for (const name of ["circle-absence", "circle-suggest"]) calendar.addEventListener(name, (event) => event.waitUntil(answer()));
};
/** What a member says of the next session is to be kept. */
const cannot = async (calendar) => {
  await press(calendar, "#absence");
  await inside(calendar, "#kept[role=alert]");
};

export const calendar = [
  { name: "list", title: "the next session, and all of them", attributes: { demo: "" }, act: next },
  {
    name: "month",
    title: "as a month",
    attributes: circle,
    properties: () => term(),
    act: (calendar) => press(calendar, ".switch button:last-child"),
  },
  {
    name: "month-empty",
    title: "a month without a session, at the end of the term",
    attributes: { ...circle, now: "2021-04-25T12:00:00Z" },
    properties: () => term(({ programme }) => (programme.to = "2021-05-31")),
    act: async (calendar) => [await press(calendar, ".switch button:last-child"), await press(calendar, ".months button:last-child")],
  },
  {
    name: "twice",
    title: "a month with two sessions on a day",
    attributes: circle,
    properties: () =>
      term(({ series: [{ sessions }] }) => Object.assign(sessions[4], { date: "2020-11-17", start: "2020-11-17T18:00:00", startUtc: "2020-11-17T23:00:00Z", status: "moved" })),
    act: (calendar) => press(calendar, ".switch button:last-child"),
  },
  {
    name: "people",
    title: "who is in the circle, where the page says",
    attributes: { ...circle, member: "p19", names: JSON.stringify(names) },
    properties: () => term(({ series: [{ sessions }] }) => (sessions[3].host = "p13")),
    act: (calendar) => inside(calendar, "[part=people]"),
  },
  {
    name: "replies",
    title: "who cannot come, and what the member said themselves",
    attributes: { ...circle, member: "p19", names: JSON.stringify(names), absences: JSON.stringify({ "c1/2020-11-17": ["p41"] }) },
    properties: () => term(),
    act: async (calendar) => {
      await press(calendar, "#absence");
      await suggest(calendar);
      await inside(calendar, "#suggested");
    },
  },
  { name: "text", title: "a circle that writes", attributes: { ...circle, circle: "c2" }, properties: () => term(), act: next },
  {
    name: "link",
    title: "with a link to join",
    attributes: circle,
    properties: () => term(({ programme }) => (programme.url = "https://meet.example.org/circle-1")),
    act: next,
  },
  {
    name: "quorum",
    title: "too few can come",
    attributes: circle,
    properties: async () => {
      const { term: found } = await term();
      const [{ members, sessions }] = found.series;
      return { term: found, names, absences: Object.fromEntries(sessions.map(({ id }) => [id, members.slice(2)])) };
    },
    act: (calendar) => inside(calendar, "#quorum"),
  },
  {
    name: "absent",
    title: "one who cannot come",
    attributes: circle,
    properties: () => term(),
    act: (calendar) => press(calendar, "[part=next] button"),
  },
  {
    name: "here",
    title: "minutes before a session, for who leads it, with a feed to follow",
    attributes: { ...circle, now: "2020-11-17T16:50:00Z", feed: "https://example.org/feeds/c1.ics" },
    properties: async () => {
      const { term: found } = await term();
      return { term: found, member: found.series[0].sessions[3].host ?? found.series[0].leader };
    },
    act: (calendar) => press(calendar, "#check-in"),
  },
  {
    name: "suggest",
    title: "another time is suggested",
    attributes: circle,
    properties: () => term(),
    act: (calendar) => press(calendar, "#suggest"),
  },
  {
    name: "untimely",
    title: "the session’s own time is no other",
    attributes: circle,
    properties: () => term(),
    act: async (calendar) => {
      await press(calendar, "#suggest");
      await press(calendar, ".suggest button");
      await inside(calendar, "#suggest-problem:not(:empty)");
    },
  },
  {
    name: "passed-on",
    title: "the page has passed on what was said",
    attributes: circle,
    properties: () => term(),
    act: async (calendar) => {
      passing(calendar, () => Promise.resolve());
      await suggest(calendar);
      await inside(calendar, "#suggested");
    },
  },
  {
    name: "sending",
    title: "what was said is on its way",
    attributes: { ...circle, now: "2020-11-17T16:50:00Z" },
    properties: () => term(),
    act: async (calendar) => {
      passing(calendar, () => new Promise(() => {}));
      await press(calendar, "#suggest");
      await press(calendar, "#absence");
      await inside(calendar, '#absence[aria-disabled="true"]');
    },
  },
  {
    name: "unsent",
    title: "the page could not pass it on",
    attributes: circle,
    properties: () => term(),
    act: async (calendar) => {
      passing(calendar, () => Promise.reject(new Error("500")));
      await suggest(calendar);
      await inside(calendar, "#unsent");
    },
  },
  {
    name: "kept",
    title: "what was said, kept in this browser",
    attributes: { ...circle, draft: "story" },
    properties: () => term(),
    act: async (calendar) => {
      await suggest(calendar);
      await inside(calendar, "#suggested");
      await inside(calendar, '#kept[data-state="kept"]');
    },
  },
  {
    name: "sealed",
    title: "a topic that is not out yet",
    attributes: circle,
    properties: () => term(({ series }) => series[0].sessions.forEach((session) => (session.release = "2021-03-01"))),
    act: next,
  },
  {
    name: "changed",
    title: "sessions moved and cancelled",
    attributes: circle,
    properties: () =>
      term(({ series: [{ sessions }] }) => sessions.forEach((session, at) => (session.status = ["planned", "moved", "cancelled"][at % 3]))),
    act: next,
  },
  {
    name: "cancelled",
    title: "the next session does not take place",
    attributes: circle,
    properties: () => term(({ series: [{ sessions }] }) => (sessions[3].status = "cancelled")),
    act: next,
  },
  {
    name: "none",
    title: "no further session takes place",
    attributes: circle,
    properties: () => term(({ series: [{ sessions }] }) => sessions.slice(3).forEach((session) => (session.status = "cancelled"))),
  },
  { name: "before", title: "a term that has not begun", attributes: { ...circle, now: "2020-08-01T00:00:00Z" }, properties: () => term(), act: next },
  {
    name: "zone",
    title: "a programme on the other side of the world",
    attributes: circle,
    properties: () => term(({ programme }) => (programme.zone = "Pacific/Chatham")),
    act: next,
  },
  { name: "other-tab", title: "another tab has said something else", attributes: { ...circle, draft: "story" }, properties: async () => ({ ...(await term()), store: elsewhere }), act: cannot },
  { name: "full", title: "a browser that is full", attributes: { ...circle, draft: "story" }, properties: async () => ({ ...(await term()), store: full }), act: cannot },
  { name: "private", title: "a browser that keeps nothing", attributes: { ...circle, draft: "story" }, properties: async () => ({ ...(await term()), store: refusing }), act: cannot },
  { name: "over", title: "after the last session", attributes: { ...circle, now: "2022-01-01T00:00:00Z" }, properties: () => term() },
  {
    name: "long",
    title: "long names everywhere",
    attributes: { ...circle, names: JSON.stringify({ p07: UNBROKEN, p13: LONG, p19: "Bo", p41: LONG, p42: LONG }), absences: JSON.stringify({ "c1/2020-11-17": ["p13", "p41"] }) },
    properties: () =>
      term(({ programme, series }) => {
        Object.assign(series[0], { name: LONG, when: UNBROKEN });
        Object.assign(programme, { platform: UNBROKEN });
        for (const session of series[0].sessions) session.title = `${LONG} ${UNBROKEN}`;
        for (const topic of programme.topics) topic.prompts = [UNBROKEN, LONG];
      }),
    act: next,
  },
  {
    name: "hostile",
    title: "names that would like to be more than text, and turn what follows them",
    attributes: { ...circle, names: JSON.stringify({ p07: HOSTILE, p13: HOSTILE, p41: HOSTILE }), absences: JSON.stringify({ "c1/2020-11-17": ["p41"] }) },
    properties: () =>
      term(({ programme, series }) => {
        Object.assign(series[0], { name: HOSTILE, when: HOSTILE });
        Object.assign(programme, { platform: HOSTILE, url: "javascript:alert(1)" });
        for (const session of series[0].sessions) session.title = HOSTILE;
      }),
    act: next,
  },
  { name: "empty", title: "no sessions yet" },
  { name: "loading", title: "while its term is fetched", attributes: { src: "/never.json" } },
  { name: "offline", title: "without a network", attributes: { src: "/offline.json" }, act: (calendar) => inside(calendar, ".notice.bad") },
];
