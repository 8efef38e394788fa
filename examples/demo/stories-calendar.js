import { LONG, UNBROKEN, inside, press } from "./stories-help.js";

const now = "2020-11-17T13:00:00Z";
const term = async (change = () => {}) => {
  const found = await (await fetch("/data/term.json")).json();
  change(found);
  return { term: found };
};
const circle = { circle: "c1", now };
const next = (calendar) => inside(calendar, "[part=next]");

export const calendar = [
  { name: "list", title: "the next session, and all of them", attributes: { demo: "" }, act: next },
  {
    name: "month",
    title: "as a month",
    attributes: circle,
    properties: () => term(),
    act: (calendar) => press(calendar, ".switch button:last-child"),
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
      return { term: found, absences: Object.fromEntries(sessions.map(({ id }) => [id, members.slice(2)])) };
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
    name: "kept",
    title: "what was said, kept in this browser",
    attributes: { ...circle, draft: "story" },
    properties: () => term(),
    act: async (calendar) => {
      await press(calendar, "#suggest");
      await press(calendar, ".suggest button");
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
  { name: "over", title: "after the last session", attributes: { ...circle, now: "2022-01-01T00:00:00Z" }, properties: () => term() },
  {
    name: "long",
    title: "long names everywhere",
    attributes: circle,
    properties: () =>
      term(({ programme, series }) => {
        Object.assign(series[0], { name: LONG, when: UNBROKEN });
        Object.assign(programme, { platform: UNBROKEN });
        for (const session of series[0].sessions) session.title = `${LONG} ${UNBROKEN}`;
        for (const topic of programme.topics) topic.prompts = [UNBROKEN, LONG];
      }),
    act: next,
  },
  { name: "empty", title: "no sessions yet" },
  { name: "loading", title: "while its term is fetched", attributes: { src: "/never.json" } },
  { name: "offline", title: "without a network", attributes: { src: "/offline.json" }, act: (calendar) => inside(calendar, ".notice.bad") },
];
