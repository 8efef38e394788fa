// The compiler, for tests of what it says to who uses the package. The one that builds the package cannot be asked by
// programs; that of the tool which draws the schemas can.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tool = createRequire(import.meta.url).resolve("ts-json-schema-generator");
export const ts = createRequire(tool)("typescript");

const pkg = dirname(dirname(fileURLToPath(import.meta.url)));
const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"],
  types: [],
};

/** A program of modules that lie in the package's folder only here, by their names and texts. */
export function program(modules) {
  const texts = new Map(Object.entries(modules).map(([name, text]) => [join(pkg, name), text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  return ts.createProgram([...texts.keys()], OPTIONS, host);
}

/** What the compiler has against such modules, one line for each. */
export function complaints(modules) {
  return ts.getPreEmitDiagnostics(program(modules)).map(({ file, start, code, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${file?.fileName.slice(pkg.length + 1)}:${line + 1} TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
