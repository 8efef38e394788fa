import { HOSTILE, LONG, UNBROKEN, asleep, drop, elsewhere, full, inside, press, refusing, until } from "../parts/stories.js";

const demo = { demo: "" };
const shown = (coder) => inside(coder, ".turn");
const open = async (coder, selector) => {
  (await inside(coder, selector)).open = true;
};
const spoken = ["I thought I was the only one who could not sleep.", "We had no time for lunch again.", "I am so sorry, that sounds really painful.", "You are definitely not the only one."];
const cue = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 23);

/** A session of some length, a turn every six seconds or as often as is said. */
const session = (turns, every = 6) =>
  `WEBVTT\n\n${Array.from({ length: turns }, (_, at) => `${cue(at * every)} --> ${cue(at * every + every - 1)}\n<v Speaker ${at % 5}>${spoken[at % 4]} ${spoken[(at * 7) % 4]}`).join("\n\n")}\n`;

/** Accepts what is suggested first, or rejects it. */
async function decide(coder, accept = true) {
  const before = coder.codings.length;
  const { suggestion } = (await inside(coder, ".suggestion")).dataset;
  await press(coder, `[data-suggestion="${CSS.escape(suggestion)}"] button:nth-of-type(${accept ? 1 : 2})`);
  // What is decided goes away a moment after it is counted.
  await until(() => coder.codings.length === before + Number(accept) && coder.shadowRoot.querySelector(".suggestion")?.dataset.suggestion !== suggestion, "a decision");
}

/** Accepts what is suggested first, some times over. */
async function decideAll(coder, count) {
  for (let at = 0; at < count; at += 1) await decide(coder);
}

/** How many turns are shown; those that are far from the screen are not drawn. */
const turnsOf = (coder) => [...coder.shadowRoot.querySelectorAll(".block")].reduce((sum, { dataset }) => sum + Number(dataset.turns), 0);

async function write(coder, selector, text) {
  const input = await inside(coder, selector);
  input.value = text;
  input.dispatchEvent(new Event("change"));
}

/** A session that is kept, in a store that does not let it. */
const trouble = async (coder) => [await shown(coder), await inside(coder, "#trouble")];

/** Two seconds of silence as a sound file. */
function tone() {
  const [rate, seconds] = [8000, 2];
  const bytes = new DataView(new ArrayBuffer(44 + rate * seconds));
  const words = (at, text) => [...text].forEach((letter, each) => bytes.setUint8(at + each, letter.charCodeAt(0)));
  words(0, "RIFF");
  bytes.setUint32(4, 36 + rate * seconds, true);
  words(8, "WAVEfmt ");
  [[16, 16], [20, 1 | (1 << 16)], [24, rate], [28, rate], [32, 1 | (8 << 16)]].forEach(([at, value]) => bytes.setUint32(at, value, true));
  words(36, "data");
  bytes.setUint32(40, rate * seconds, true);
  for (let at = 44; at < bytes.byteLength; at += 1) bytes.setUint8(at, 128);
  return bytes.buffer;
}

export const coder = [
  { name: "empty", title: "before anything is there", attributes: { sample: "/data/session.vtt" } },
  { name: "filled", title: "a session with suggestions", attributes: demo, act: shown },
  {
    name: "coded",
    title: "after some decisions",
    attributes: demo,
    act: async (coder) => {
      for (const accept of [true, true, false]) await decide(coder, accept);
    },
  },
  {
    name: "codes",
    title: "a code is changed, and somebody takes their consent back",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await press(coder, "button.code");
      await open(coder, "#framework");
      await open(coder, "#consent");
      const who = await inside(coder, "#consent select");
      who.value = who.options[1].value;
      who.dispatchEvent(new Event("change"));
      await inside(coder, "#withdraw");
    },
  },
  {
    name: "review",
    title: "words that somebody noticed, taken out",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await open(coder, "#review");
      const form = await inside(coder, "#review form");
      form.elements.text.value = "night";
      form.elements.kind.value = "other";
      form.requestSubmit();
      await inside(coder, "#review li");
    },
  },
  {
    name: "marking",
    title: "words are marked in their turn, and what would come of it is told first",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await press(coder, ".turn:nth-child(2) .notice-words");
      const words = await inside(coder, ".marking .words");
      words.focus();
      for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) words.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: true, bubbles: true, composed: true }));
      await until(() => coder.shadowRoot.querySelector(".effect").textContent.trim() !== "", "what would come of it");
    },
  },
  {
    name: "start-over",
    title: "before everything goes it is asked once more",
    attributes: demo,
    act: async (coder) => [await shown(coder), await decide(coder), await press(coder, "#start-over"), await inside(coder, "#start-over-sure")],
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
  {
    name: "heat",
    title: "a framework matrix in which some codes are given often, and two at a time",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await decideAll(coder, 12);
      for (const part of ["charts", "mapping"]) await open(coder, `[part=${part}] details`);
      await inside(coder, "table.matrix .heat-4");
      await inside(coder, "#pairs, .arc");
    },
  },
  {
    name: "mapping",
    title: "codes that stand together, and saturation",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await drop(coder, "second.txt", "Ana: I thought I was the only one who could not sleep.\nBen: Thank you for asking.\n");
      await until(() => coder.shadowRoot.querySelectorAll("[part=conversation] h3").length > 1, "a second transcript");
      await decideAll(coder, 9);
      await open(coder, "[part=mapping] details");
      await inside(coder, "#saturation");
    },
  },
  {
    name: "two-coders",
    title: "a second coder, and where they differ",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await decideAll(coder, 5);
      await write(coder, "#coder", "Ben");
      await until(() => coder.shadowRoot.querySelector("#coder").value === "Ben", "another coder");
      await decideAll(coder, 4);
      await press(coder, "#compare");
      await open(coder, "#agreement details");
    },
  },
  {
    name: "three-coders",
    title: "three coders two by two, and the first with what was expected",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await press(coder, "#ask");
      await inside(coder, "#narrowed");
      for (let left = turnsOf(coder); left > 0; left -= 1) {
        await press(coder, ".turn .done");
        await until(() => turnsOf(coder) < left, "one turn fewer");
      }
      await press(coder, "#show-all");
      await decideAll(coder, 5);
      for (const name of ["Ben", "Cleo"]) {
        await write(coder, "#coder", name);
        await until(() => coder.shadowRoot.querySelector("#coder").value === name, "another coder");
        await decideAll(coder, 4);
      }
      await press(coder, "#compare");
      await open(coder, "#agreement details");
    },
  },
  {
    name: "sample",
    title: "a sample that is coded blind",
    attributes: demo,
    act: async (coder) => [await shown(coder), await press(coder, "#draw"), await press(coder, "#show-sample"), await inside(coder, "#narrowed")],
  },
  {
    name: "asked",
    title: "the turns that teach most",
    attributes: demo,
    act: async (coder) => [await shown(coder), await press(coder, "#ask"), await inside(coder, "#narrowed")],
  },
  {
    name: "limits",
    title: "suggested from where codes are mostly right",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await decideAll(coder, 3);
      const select = await inside(coder, ".settings select");
      select.value = "rule";
      select.dispatchEvent(new Event("change"));
      await open(coder, "#limits");
    },
  },
  {
    name: "found",
    title: "words are found, and a recording is there",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await drop(coder, "session.wav", tone());
      await inside(coder, "audio");
      const find = await inside(coder, "#find");
      find.value = "only one";
      find.dispatchEvent(new Event("input"));
      await press(coder, ".step:nth-of-type(2)");
      await inside(coder, "mark.now");
    },
  },
  {
    name: "plays",
    title: "a recording plays",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      await drop(coder, "session.wav", tone());
      const player = await inside(coder, "audio");
      await until(() => player.readyState > 0, "the recording");
      // Where a browser wants a hand to begin, it is only put where the turn begins.
      player.muted = true;
      await press(coder, "button.play");
      await until(() => coder.shadowRoot.querySelector(".turn.heard") ?? player.ended, "a turn that is heard");
      player.pause();
    },
  },
  {
    name: "alone",
    title: "a recording without a transcript",
    act: async (coder) => [await drop(coder, "session.wav", tone()), await inside(coder, "[part=transcripts] .notice")],
  },
  {
    name: "only",
    title: "the turns of one code, of which there are none yet",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      const codes = coder.shadowRoot.querySelectorAll("button.code");
      codes[3].click();
      await inside(coder, "#only");
    },
  },
  {
    name: "unfolded",
    title: "the codebook unfolded, where there is no room beside the conversation",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      (await inside(coder, "#unfold")).click();
      await inside(coder, ".codebook.open");
    },
  },
  { name: "other-tab", title: "another tab has changed the work", attributes: { ...demo, draft: "story" }, properties: { store: elsewhere }, act: trouble },
  { name: "full", title: "a browser that is full", attributes: { ...demo, draft: "story" }, properties: { store: full }, act: trouble },
  { name: "private", title: "a browser that keeps nothing", attributes: { ...demo, draft: "story" }, properties: { store: refusing }, act: trouble },
  {
    name: "file",
    title: "a file that could not be written",
    attributes: demo,
    act: async (coder) => {
      await shown(coder);
      globalThis.showSaveFilePicker = async () => ({ name: "away.json", createWritable: () => Promise.reject(new Error("taken away")) });
      coder.requestUpdate();
      await press(coder, "#keep-file");
      await inside(coder, "[part=keep] [role=alert]");
    },
  },
  {
    name: "file-asleep",
    title: "a file that the browser asks about once more",
    about: "The page was loaded anew.",
    attributes: { ...demo, draft: "story" },
    properties: { store: asleep },
    act: (coder) => inside(coder, "#wake-file"),
  },
  {
    name: "hostile",
    title: "names that would like to be more than text",
    act: async (coder) => {
      const line = HOSTILE.replaceAll(":", "");
      await drop(coder, `${line}.txt`, `${line}: I feel less alone ${line}\nBo: Thank you, ${line}\n`);
      await inside(coder, ".turn, .notice");
    },
  },
  { name: "200", title: "a session of 200 turns", act: async (coder) => [await drop(coder, "twenty.vtt", session(200)), await shown(coder)] },
  { name: "20000", title: "20,000 turns", about: "Suggestions take a while: how far they are is told.", act: async (coder) => [await drop(coder, "long.vtt", session(20_000, 4)), await shown(coder)] },
  { name: "two-hours", title: "a session of two hours", about: "1,200 turns.", act: async (coder) => [await drop(coder, "long.vtt", session(1200)), await shown(coder)] },
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
