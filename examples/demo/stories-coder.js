import { LONG, UNBROKEN, drop, inside, press, until } from "./stories-help.js";

const demo = { demo: "" };
const shown = (coder) => inside(coder, ".turn");
const open = async (coder, selector) => {
  (await inside(coder, selector)).open = true;
};
const spoken = ["I felt less alone after talking to you all.", "We had no time for lunch again.", "What helps me is a walk.", "Thank you for asking."];
const cue = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 23);

/** A meeting of some length, a turn every six seconds. */
const meeting = (turns) =>
  `WEBVTT\n\n${Array.from({ length: turns }, (_, at) => `${cue(at * 6)} --> ${cue(at * 6 + 5)}\n<v Speaker ${at % 5}>${spoken[at % 4]} ${spoken[(at * 7) % 4]}`).join("\n\n")}\n`;

export const coder = [
  { name: "empty", title: "before anything is there", attributes: { sample: "/data/session.vtt" } },
  { name: "filled", title: "a meeting with suggestions", attributes: demo, act: shown },
  {
    name: "coded",
    title: "after some decisions",
    attributes: demo,
    act: async (coder) => {
      for (const button of [1, 1, 2]) {
        const before = (await inside(coder, "#pending")).textContent;
        await press(coder, `.suggestion button:nth-of-type(${button})`);
        await until(() => coder.shadowRoot.querySelector("#pending").textContent !== before);
      }
    },
  },
  { name: "identifiers", title: "what was taken out", attributes: demo, act: async (coder) => [await shown(coder), await open(coder, "[part=identifiers] details")] },
  {
    name: "charts",
    title: "framework matrix",
    attributes: demo,
    act: async (coder) => {
      await press(coder, ".suggestion button");
      await open(coder, "[part=charts] details");
      await inside(coder, "table.matrix");
    },
  },
  { name: "two-hours", title: "a meeting of two hours", about: "1,200 turns.", act: async (coder) => [await drop(coder, "long.vtt", meeting(1200)), await shown(coder)] },
  {
    name: "problems",
    title: "captions with mistakes",
    act: async (coder) => [await drop(coder, "torn.vtt", "WEBVTT\n\n00:01.000 --> 00:02\nfine\n\n00:03.000 -> 00:04.000\nlost\n\n00:05.000 --> 00:06.000\n<v Ada>Still here"), await inside(coder, ".reading")],
  },
  { name: "refused", title: "a file that is no transcript", act: async (coder) => [await drop(coder, "scan.pdf", "%PDF-1.7\n%\u00e2\u00e3\u0000"), await inside(coder, ".notice.bad")] },
  {
    name: "long",
    title: "long names everywhere",
    act: async (coder) => [await drop(coder, `${UNBROKEN}.txt`, `${LONG}: ${UNBROKEN} and I feel less alone.\n${UNBROKEN}: ${LONG}\n`), await inside(coder, ".turn, .notice")],
  },
  { name: "offline", title: "without a network", attributes: { sample: "/offline.json" }, act: async (coder) => [await press(coder, ".drop button:nth-of-type(2)"), await inside(coder, ".notice.bad")] },
];
