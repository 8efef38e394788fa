// What `cargo xtask score` measures, for rows of the bench: measured once, in one way.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The answer of a score command; figures are those that it prints. */
export function score(...words) {
  const options = { encoding: "utf8", maxBuffer: 1 << 28 };
  return JSON.parse(execFileSync("cargo", ["xtask", "score", ...words.map(String)], options).trim().split("\n").at(-1));
}

/** A file in the folder of data, if it is there. */
export function data(name) {
  const file = process.env.PEER_CIRCLE_DATA && `${process.env.PEER_CIRCLE_DATA}/${name}`;
  return file && existsSync(file) ? file : undefined;
}

/** The mean of a figure over so many seeds, and of the seconds. */
export function mean(seeds, of, ...words) {
  const all = Array.from({ length: seeds }, (_, at) => score(...words, "--seed", at + 1));
  const middle = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { found: middle(all.map(of)), seconds: middle(all.map((one) => one.seconds)) };
}
