/** A module of Node that no bundler for browsers gets to see. */
export async function nodeModule<T>(name: string): Promise<T> {
  const builtin = process.getBuiltinModule?.(name) as T | undefined;
  return builtin ?? ((await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as T);
}

/**
 * Whether Node reads an address itself: a file, or what a bundler for servers put in the place of one. Tests may have given
 * Node a document; what bundlers give browsers for a process has no version of Node.
 */
export function isFile({ protocol }: URL): boolean {
  if (typeof process !== "object" || process.versions?.node === undefined) return false;
  // With a document of its own only a file is one: a program around a browser may have addresses of its own.
  return typeof document === "undefined" ? !/^(https?|data|blob):$/.test(protocol) : protocol === "file:";
}

/**
 * The bytes of a file; where a bundler for servers has moved the code away from it, those of the file that the installed
 * package has by this name.
 */
export async function fileBytes(url: URL, installed?: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readFile } = await nodeModule<typeof import("node:fs/promises")>("node:fs/promises");
  try {
    return new Uint8Array(await readFile(url));
  } catch (error) {
    if (installed === undefined) throw error;
    const { createRequire } = await nodeModule<typeof import("node:module")>("node:module");
    const found = () => createRequire(`${process.cwd()}/`).resolve(installed);
    return new Uint8Array(await Promise.resolve().then(found).then((path) => readFile(path)).catch(() => Promise.reject(error)));
  }
}
