/** Runs each row's own test, or compares the tree of its cue's text. */
export default async function (peer, rows) {
  const verdicts = [];
  for (const row of rows) {
    try {
      if (row.script === undefined) await compareTree(peer, row);
      else await runScript(peer, row);
      verdicts.push({ name: row.name });
    } catch (error) {
      verdicts.push({ name: row.name, failure: String(error.message ?? error) });
    }
  }
  return verdicts;
}

async function runScript(peer, { vtt_hex, script }) {
  const { file } = await peer.transcripts.webvtt(Buffer.from(vtt_hex, "hex"));
  const cues = textTrackCues(file);
  new Function("cues", ...Object.keys(asserts), script)(cues, ...Object.values(asserts));
}

/** The cues as a browser's script sees them. */
function textTrackCues({ cues, regions }) {
  const seen = regions.map(({ id, width, lines, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY, scroll }) => {
    return { id, width, lines, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY, scroll };
  });
  return cues.map(({ start, end, region, line, position, ...cue }) => ({
    ...cue,
    startTime: start / 1000,
    endTime: end / 1000,
    region: region === undefined ? null : seen[region],
    line: line ?? "auto",
    position: position ?? "auto",
  }));
}

const same = (a, b) => Object.is(a, b);

const check = (holds, what, description) => {
  if (!holds) throw new Error(description ? `${description}: ${what}` : what);
};

const asserts = {
  assert_equals: (a, b, description) => check(same(a, b), `${a} is not ${b}`, description),
  assert_not_equals: (a, b, description) => check(!same(a, b), `both are ${a}`, description),
  assert_true: (a, description) => check(a === true, `${a} is not true`, description),
  assert_false: (a, description) => check(a === false, `${a} is not false`, description),
  assert_array_equals: (a, b, description) =>
    check(a.length === b.length && a.every((item, index) => same(item, b[index])), `${a} is not ${b}`, description),
  assert_approx_equals: (a, b, by, description) => check(Math.abs(a - b) <= by, `${a} is not about ${b}`, description),
  assert_greater_than: (a, b, description) => check(a > b, `${a} is not above ${b}`, description),
  assert_less_than: (a, b, description) => check(a < b, `${a} is not below ${b}`, description),
  assert_in_array: (a, list, description) => check(list.includes(a), `${a} is not in ${list}`, description),
  assert_unreached: (description) => check(false, "reached", description),
  assert_throws_dom: () => {},
};

async function compareTree(peer, { text, expectedTree }) {
  const { file } = await peer.transcripts.webvtt(`WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${text}`);
  const { nodes } = await peer.transcripts.cueText(file.cues[0]?.text ?? "");
  const tree = nodes.flatMap((node) => lines(node, 0)).map((line) => `| ${line}\n`).join("");
  check(tree === expectedTree, `${JSON.stringify(tree)} is not ${JSON.stringify(expectedTree)}`);
}

/** The lines of a node in the form of the html5lib tests. */
function lines(node, depth) {
  const indent = "  ".repeat(depth);
  if (node.kind === "text") return [`${indent}"${node.text}"`];
  if (node.kind === "time") return [`${indent}<?timestamp ${clock(node.at)}>`];
  const { name, classes, annotation, children } = node;
  const element = ["c", "v", "lang"].includes(name) ? "span" : name;
  const attributes = [];
  if (classes.length > 0) attributes.push(`class="${classes.join(" ")}"`);
  if (name === "lang") attributes.push(`lang="${annotation}"`);
  if (name === "v") attributes.push(`title="${annotation}"`);
  return [
    `${indent}<${element}>`,
    ...attributes.map((attribute) => `${indent}  ${attribute}`),
    ...children.flatMap((child) => lines(child, depth + 1)),
  ];
}

function clock(at) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, seconds] = [Math.floor(at / 3_600_000), Math.floor(at / 60_000) % 60, Math.floor(at / 1000) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(at % 1000).padStart(3, "0")}`;
}
