import { LONG, UNBROKEN, choose, drop, elsewhere, full, inside, press, until } from "../parts/stories.js";

const demo = { demo: "" };
const slot = [{ day: "tuesday", from: "12:00", to: "13:00" }];

/** A roster in another language, as a form tool gave it out. */
const FOREIGN = `Deelnemer,Post,Afdeling,Opmerking
Ada Okoro,ada@example.org,Chirurgie,nachtdiensten
Bo Lind,bo@example.org,Radiologie,
Cy Rey,cy@example.org,Chirurgie,${UNBROKEN}
`;

/** People who do not exist, one in five ready to lead. */
const crowd = (count, name = (at) => `Person ${at + 1}`) => ({
  participants: Array.from({ length: count }, (_, at) => ({
    id: `p${at}`,
    name: name(at),
    leader: at % 5 === 0,
    mode: "either",
    attributes: { School: [`School ${at % 2}`], Department: [`Department ${at % 9}`] },
    availability: slot,
  })),
});

/** The same, with a number of each. */
const counted = () => ({ participants: crowd(32).participants.map((person, at) => ({ ...person, attributes: { Years: [String((at * 7) % 30)] } })) });

/** What sign-ups sent: one registers a circle and some of those who are invited have accepted, the others are placed. */
const signups = [
  { id: "ada", name: "Ada Okoro", leader: true, mode: "talk", availability: slot, circle: "Night shift", invited: ["Bo Lind", "cy@example.org", LONG, UNBROKEN], platform: "Zoom", url: "https://zoom.example.org/j/1" },
  { id: "bo", name: "Bo Lind", mode: "talk", circle: "Night shift" },
  { id: "cy", name: "Cy Rey", email: "CY@example.org", mode: "talk", circle: "Night shift" },
  ...crowd(9).participants,
];

/** Two who must be together and can never meet. */
const torn = () => ({ participants: crowd(16).participants.map((person, at) => (at === 3 ? { ...person, mode: "talk", availability: [{ day: "monday", from: "07:00", to: "08:00" }] } : { ...person, mode: "talk" })) });

const leaderless = { participants: crowd(32).participants.map((person, at) => ({ ...person, leader: at < 2 })) };

/** People, and where the page shows the samples their programme. */
const rostered = (planner) => until(() => planner.roster && (planner.programme || !planner.demo), "people");

/** Forms circles of the people who are there, and takes what is found after a while: a story need not be the best. */
const formed = (then = () => {}) => async (planner) => {
  await rostered(planner);
  await press(planner, "#form");
  const patience = setTimeout(() => planner.shadowRoot.querySelector("#stop")?.click(), 3000);
  await until(() => planner.plan, "a plan");
  clearTimeout(patience);
  // More people than can be told of at once have no sentences.
  if (planner.roster.participants.length <= 400) await until(() => planner.shadowRoot.querySelector("#obstacles, .why"), "reasons");
  await then(planner);
};

/** A term of sessions, seen from its second month. */
const scheduled = (then = () => {}) => formed(async (planner) => {
  await press(planner, "#schedule");
  await until(() => planner.term, "a term");
  await then(planner);
});

/** Somebody comes once there are circles. */
const late = (then = () => {}) => formed(async (planner) => {
  await drop(planner, "late.csv", "Id,Name,Mode,Availability\nlate,Zoë Ng,either,Tue 12:00-13:00\n");
  await inside(planner, "#stale");
  await inside(planner, "[part=waiting]");
  await then(planner);
});

/** Opens what is folded. */
const unfold = async (planner, ...wanted) => {
  for (const one of wanted) (await inside(planner, one)).open = true;
};

/** What is open shows how firmly each rule holds, an order, and people who are tied. */
async function refine(planner) {
  await rostered(planner);
  await choose(planner, ".attributes .attribute:nth-child(2) select", "mix");
  await unfold(planner, "#finer", "#ties", "#finer .order");
  const stages = await inside(planner, "#finer .order");
  stages.querySelector("input").click();
  await press(planner, "#add-together");
  await press(planner, "#add-apart");
  for (const name of ["Amara Okoro", "Bo Lindqvist"]) {
    const input = await inside(planner, ".tie:nth-child(2) input");
    input.value = name;
    input.dispatchEvent(new Event("change"));
    await planner.updateComplete;
  }
}

/** What it would cost to move somebody to the next circle. */
async function priced(planner) {
  await press(planner, ".person:not(.leads) .hands button");
  await choose(planner, ".move select", 1);
  await inside(planner, ".move .main");
}

/** Somebody held over another circle, as by a mouse that is pressed. */
async function held(planner) {
  const dataTransfer = new DataTransfer();
  const event = (type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
  (await inside(planner, ".person:not(.leads)")).dispatchEvent(event("dragstart"));
  await inside(planner, ".person[data-dragged]");
  (await inside(planner, ".circle:nth-child(2)")).dispatchEvent(event("dragover"));
  await until(() => /\d|nothing/.test(planner.shadowRoot.querySelector("[data-over] header p:nth-of-type(2)")?.textContent), "a price");
}

/** What would help those who wait. */
const advised = async (planner) => [await press(planner, "#advise"), await inside(planner, "#advice")];

/** Times for all circles together. */
const timed = async (planner) => [await press(planner, "#times"), await inside(planner, "#times-proved")];

export const planner = [
  { name: "empty", title: "before anybody is there", attributes: { sample: "/data/physicians.csv" } },
  { name: "roster", title: "a roster of fifty", attributes: demo, act: rostered },
  {
    name: "registered",
    title: "a circle that people registered, with invitations open and where circles meet",
    attributes: demo,
    properties: { signups },
    act: async (planner) => {
      await until(() => planner.roster?.participants.length > 50, "sign-ups beside the samples");
      await formed((planner) => unfold(planner, "#places"))(planner);
      await inside(planner, ".places");
    },
  },
  {
    name: "free",
    title: "when people are free",
    attributes: demo,
    act: async (planner) => {
      await rostered(planner);
      await unfold(planner, "[part=people] details:last-child");
      await inside(planner, "table.free");
    },
  },
  {
    name: "paste",
    title: "pasting rows",
    act: async (planner) => [await press(planner, ".drop button:nth-of-type(2)"), await inside(planner, "textarea")],
  },
  {
    name: "problems",
    title: "rows that are not understood",
    act: async (planner) => [
      await drop(planner, "two.csv", "Id,Name,Availability\nq1,Ada Okoro,Tue 12:00-13:00\nq1,Bo Lind,Tue 12:00-13:00\nq2,Cy Rey,Blursday noon\n"),
      await inside(planner, ".notice.warn"),
    ],
  },
  {
    name: "columns",
    title: "headings that say nothing",
    act: async (planner) => [await drop(planner, "deelnemers.csv", FOREIGN), await inside(planner, "#take-columns")],
  },
  {
    name: "refused",
    title: "files that are no roster",
    attributes: demo,
    act: async (planner) => [await rostered(planner), await drop(planner, "scan.pdf", "%PDF-1.7\n%\u00e2\u00e3\u0000\u0001"), await inside(planner, "#no-roster")],
  },
  { name: "finer", title: "how much each rule matters, an order, people apart", attributes: demo, act: refine },
  {
    name: "steps",
    title: "where the steps of a number are",
    properties: () => ({ roster: counted(), rules: { attributes: [{ attribute: "Years", how: "mix" }], levels: { Years: [5, 10, 20] } } }),
    act: (planner) => unfold(planner, "#finer", "#finer .order"),
  },
  {
    name: "broken",
    title: "rules that are broken at a price",
    about: "Thirty-two people, two of whom lead; sizes and leaders are preferred.",
    properties: { roster: leaderless, rules: { size: { min: 6, max: 7 }, sizeWeight: 6, leader: 40 } },
    act: formed(async (planner) => [await unfold(planner, "#costs"), await inside(planner, ".broken")]),
  },
  { name: "elsewhere", title: "people at another site’s address", attributes: { "roster-src": "https://example.org/people.csv" }, act: (planner) => inside(planner, ".notice.bad") },
  { name: "forming", title: "while circles are formed", properties: { roster: crowd(500) }, act: async (planner) => [await press(planner, "#form"), await inside(planner, "#progress")] },
  { name: "circles", title: "circles, with why for each person", attributes: demo, act: formed() },
  { name: "price", title: "what a move would cost", attributes: demo, act: formed(priced) },
  { name: "over", title: "somebody held over another circle", attributes: demo, act: formed(held) },
  {
    name: "moved",
    title: "somebody was moved, and another locked",
    attributes: demo,
    act: formed(async (planner) => {
      await priced(planner);
      await press(planner, ".move .main");
      await press(planner, "#undo");
      await press(planner, ".person:not(.leads) .hands button[aria-pressed=false]");
      await inside(planner, ".hands button[aria-pressed=true]");
    }),
  },
  { name: "stale", title: "somebody came after the circles were formed", properties: { roster: crowd(24) }, act: late() },
  {
    name: "rules-changed",
    title: "rules were changed, and the circles stand though they go against them",
    properties: { roster: crowd(24) },
    act: formed(async (planner) => {
      planner.rules = { size: { min: 2, max: 5 }, attributes: [], together: [["p0", "p5", "p10", "p15", "p20", "p21"]] };
      await inside(planner, ".broken");
    }),
  },
  {
    name: "held",
    title: "under other rules nobody can be moved, and why",
    properties: { roster: crowd(24) },
    act: formed(async (planner) => {
      planner.rules = { circles: 1 };
      await until(() => /Form again|Formar/.test(planner.shadowRoot.querySelector("#stale")?.textContent ?? ""), "why nobody can be moved");
    }),
  },
  {
    name: "newcomers",
    title: "newcomers were placed, and the circles stayed",
    properties: { roster: crowd(24) },
    act: late(async (planner) => [await press(planner, "#newcomers"), await inside(planner, "#moved")]),
  },
  { name: "advice", title: "what would help", properties: { roster: leaderless }, act: formed(advised) },
  {
    name: "conflict",
    title: "people and rules that cannot hold together",
    properties: () => ({ roster: torn(), rules: { size: { min: 5, max: 8 }, together: [{ people: ["p3", "p4"], weight: "must" }] } }),
    act: formed(advised),
  },
  {
    name: "topics",
    title: "what the circles talk about",
    attributes: demo,
    act: formed((planner) => unfold(planner, "#topics")),
  },
  { name: "times", title: "times found for all circles together", attributes: demo, act: formed(timed) },
  {
    name: "alternatives",
    title: "other times for a circle, each at its price",
    attributes: demo,
    act: formed(async (planner) => {
      await timed(planner);
      await press(planner, "[data-times] button");
      await inside(planner, ".other-times li");
      await until(() => !planner.shadowRoot.querySelector(".times progress"), "the end of the search");
    }),
  },
  { name: "tab", title: "its draft was changed in another tab", attributes: { draft: "story" }, properties: { store: elsewhere, roster: crowd(12) }, act: formed((planner) => inside(planner, "#trouble")) },
  { name: "full", title: "this browser cannot keep it", attributes: { draft: "story" }, properties: { store: full, roster: crowd(12) }, act: formed((planner) => inside(planner, "#trouble")) },
  { name: "term", title: "a term of sessions", attributes: demo, act: scheduled() },
  { name: "letters", title: "letters to send", attributes: demo, act: scheduled(async (planner) => [await press(planner, "#write"), await unfold(planner, ".letter")]) },
  {
    name: "place",
    title: "a circle meets elsewhere after its sessions were dated",
    attributes: demo,
    act: scheduled(async (planner) => {
      await unfold(planner, "#places");
      const link = await inside(planner, ".places input[type=url]");
      link.value = "https://meet.example.org/new";
      link.dispatchEvent(new Event("change", { bubbles: true }));
      await inside(planner, ".letter");
    }),
  },
  {
    name: "change",
    title: "a session that needs another time",
    attributes: demo,
    act: scheduled(async (planner) => {
      await press(planner, "[data-series] button[aria-expanded]");
      await choose(planner, "#change select", 1);
      await press(planner, "#look");
      await inside(planner, "#outcome");
    }),
  },
  {
    name: "template",
    title: "the table of another system",
    attributes: demo,
    act: formed(async (planner) => [await choose(planner, "#format", "template"), await inside(planner, "[part=keep] .drop")]),
  },
  ...["moodle", "blackboard"].map((kind) => ({
    name: kind,
    title: `groups for ${kind[0].toUpperCase()}${kind.slice(1)}`,
    attributes: demo,
    act: formed(async (planner) => [await choose(planner, "#format", kind), await inside(planner, "[part=keep] input[type=text]")]),
  })),
  {
    name: "leaves",
    title: "somebody leaves",
    attributes: demo,
    act: formed(async (planner) => [await press(planner, ".person:not(.leads) .hands button:last-child"), await inside(planner, "[data-leaving]")]),
  },
  {
    name: "lost",
    title: "a circle that lost its leader",
    attributes: demo,
    act: formed(async (planner) => {
      await press(planner, ".person.leads .hands button:last-child");
      await press(planner, "[data-leaving] .main");
      await until(() => !planner.shadowRoot.querySelector("[data-leaving]") && planner.shadowRoot.querySelector(".hands button:nth-child(3)"), "circles that go on");
    }),
  },
  {
    name: "outdated",
    title: "sessions that a move has put out of date",
    attributes: demo,
    act: scheduled(async (planner) => {
      if (planner.shadowRoot.querySelector("#outdated")) return;
      await priced(planner);
      await press(planner, ".move .main");
      await inside(planner, "#outdated");
    }),
  },
  { name: "clearing", title: "asked once more before everything goes", attributes: demo, act: formed(async (planner) => [await press(planner, "#start-over"), await inside(planner, "#clearing")]) },
  {
    name: "guessed",
    title: "a roster in which no column was taken for times, and two people are called alike",
    act: async (planner) => [await drop(planner, "form.csv", "Name,E-mail,Possible when\nAda Okoro,ada@example.org,Tue 12:00-13:00\nAda Okoro,ada2@example.org,Wed 12:00-13:00\nBo Lind,bo@example.org,\n"), await inside(planner, "#lacks")],
  },
  { name: "impossible", title: "two leaders for thirty-two people", properties: { roster: leaderless }, act: formed() },
  { name: "many", title: "eighty circles", about: "500 people.", properties: { roster: crowd(500) }, act: formed((planner) => until(() => planner.shadowRoot.querySelectorAll("[data-circle]").length === planner.plan.circles.length, "all circles")) },
  { name: "long", title: "long names everywhere", properties: { roster: crowd(12, (at) => (at % 2 ? `${LONG} ${at}` : `${UNBROKEN}${at}`)) }, act: formed() },
  { name: "offline", title: "without a network", attributes: { src: "/offline.json" }, act: (planner) => inside(planner, ".notice.bad") },
];
