/** A module of Node that no bundler for browsers gets to see. */
export async function nodeModule<T>(name: string): Promise<T> {
  const builtin = process.getBuiltinModule?.(name) as T | undefined;
  return builtin ?? ((await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as T);
}
