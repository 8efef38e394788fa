// How long people take to cross to the engine and back, beside what forming does with them in its first second; and a
// whole programme from its file to its circles.

const RUNS = 9;
/** The moves of forming's first second of processor with 10,000 people, as once measured here, with an engine that is warm. */
const FIRST_SECOND = 1_800_000;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];

/** Invented people with what a roster usually knows of them. */
function file(people) {
  const row = (_, at) => {
    const times = [0, 1, 2].map((more) => `${DAYS[(at + more) % 5]} ${8 + ((at * 7 + more) % 9)}:00-${10 + ((at * 7 + more) % 9)}:00`);
    return `p${at},Person ${at},p${at}@example.org,${at % 5 ? "no" : "yes"},Department ${at % 23},${at % 2 ? "North" : "South"},${times.join("; ")}`;
  };
  return new TextEncoder().encode(`id,name,email,leader,department,school,availability\n${Array.from({ length: people }, row).join("\n")}\n`);
}

/** Seconds of processor, all threads together: what else the machine does is left out of them. */
async function timed(work) {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  return { value, seconds: (user + system) / 1e6 };
}

/** Circles for nearly everybody, the first that there are. */
async function placed(peer, roster, people) {
  const formation = await peer.circles.form({ roster }, { seed: 1, budget: { work: 1 } });
  const seated = () => formation.plan.circles.reduce((sum, { members }) => sum + members.length, 0);
  while (seated() < people * 0.99) await formation.improve({ budget: { work: 10 * people } });
  return { seated: seated(), moves: await formation.moves() };
}

/** What forming does first under rules that are never done. */
async function forming(peer, roster) {
  const attributes = ["department", "school"].map((attribute) => ({ attribute, how: "mix" }));
  const formation = await peer.circles.form({ roster, rules: { attributes } }, { seed: 1, budget: { work: FIRST_SECOND } });
  formation.dispose();
}

/** The least of a few. */
async function least(runs, work) {
  let seconds = Infinity;
  for (let run = 0; run < runs; run++) seconds = Math.min(seconds, (await timed(work)).seconds);
  return seconds;
}

const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);

export default async function (peer, { people }) {
  const csv = file(people);
  const read = await timed(() => peer.people.read(csv));
  const { roster } = read.value;
  const first = await timed(() => placed(peer, roster, people));
  const untouched = peak();
  const looked = await timed(() => roster.participants.length);
  // A roster that somebody looked at is written out on its way there; nothing is added to it, and it comes back whole.
  const round = await least(RUNS, async () => (await peer.people.add(roster, "name\n")).roster.participants.length);
  const megabytes = peak();
  const first_second = await least(3, () => forming(peer, roster));
  return {
    people: looked.value,
    read_seconds: read.seconds,
    placed: first.value.seated,
    placed_moves: first.value.moves,
    placed_seconds: read.seconds + first.seconds,
    placed_megabytes: untouched,
    look_seconds: looked.seconds,
    round_seconds: round,
    first_second,
    share: round / first_second,
    megabytes,
  };
}
