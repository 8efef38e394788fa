// The maximally diverse grouping problem: files of data/mdgp beside the figures that are known of TPSDP (Lai, Hao and others,
// the authors' code in C++, the same seconds of a processor), and a generated instance of 960. Means over three seeds.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { data, mean } from "./score.mjs";

const SEEDS = 3;
const objective = (answer) => answer.objective;
const told = ({ found, seconds }) => ({ seconds, found: found.toFixed(0) });

/** At least what was reached elsewhere, natively; in WebAssembly as much within 0.1 %, in twice the time. */
const known = (name, seconds, tpsdp) => {
  const file = data(`mdgp/${name}.txt`);
  const run = (time, ...where) => told(mean(SEEDS, objective, "mdgp", file, "--seconds", time, ...where));
  const row = { runs: 1, long: true };
  const rows = [
    { ...row, what: `mdgp ${name}, native`, asked: `${tpsdp} (TPSDP) in ${seconds} s`, ours: async () => run(seconds) },
    {
      ...row,
      what: `mdgp ${name}, wasm`,
      asked: `native within 0.1 % in ${2 * seconds} s`,
      against: `native, ${seconds} s`,
      ours: async () => run(2 * seconds, "--wasm"),
      theirs: async () => run(seconds),
    },
  ];
  return file ? rows : [];
};

/** Small enough for the best there is. */
const small = (name, best) => {
  const file = data(`mdgp/${name}.txt`);
  const ours = async () => told(mean(SEEDS, objective, "mdgp", file, "--moves", 200_000));
  return file ? [{ what: `mdgp ${name}`, asked: `${best}, the best there is`, runs: 1, ours }] : [];
};

/** Distances from 0 to 100 between 960 people in 24 groups: a second and ten are not far apart. */
const large = () => {
  const [people, groups] = [960, 24];
  let dice = 1;
  const chance = () => (dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const lines = [`${people} ${groups} ds${" 32 48".repeat(groups)}`];
  for (let one = 0; one < people; one++) {
    for (let other = one + 1; other < people; other++) lines.push(`${one} ${other} ${(chance() * 100).toFixed(3)}`);
  }
  const file = `${tmpdir()}/peer-circle-bench-mdgp-${people}.txt`;
  writeFileSync(file, `${lines.join("\n")}\n`);
  const run = (seconds) => told(mean(SEEDS, objective, "mdgp", file, "--seconds", seconds));
  return run;
};

export default () => [
  ...small("RanInt_n010_ss_01", 1292),
  ...small("RanInt_n012_ss_01", 985),
  ...known("RanReal_n120_ds_01", 3, 50_597),
  ...known("RanReal_n120_ss_01", 3, 47_363),
  ...known("RanReal_n240_ds_01", 10, 159_945),
  ...known("RanReal_n480_ds_01", 10, 387_331),
  ...known("Geo_n480_ds_01", 10, 582_254),
  {
    what: "mdgp of 960 generated, native",
    asked: "no collapse in 1 s",
    against: "itself, 10 s",
    runs: 1,
    long: true,
    ours: async () => large()(1),
    theirs: async () => large()(10),
  },
];
