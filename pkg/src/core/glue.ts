/** The types of the generated bindings: which of their exports are functions, and which make handles. */

/** The module that the bindings generator writes. */
export type Glue = typeof import("../wasm/peer_circle.js");

/** What every generated class has. */
export interface Disposable_ {
  free(): void;
}

/** The parts of the bindings that are theirs alone. */
type Own = "default" | "initSync" | "__wbg_reset_state";

type Fn = (...args: never[]) => unknown;
type Maker = new (...args: never[]) => Disposable_;

/** The names of functions from plain data to plain data. */
export type CallName = {
  [K in keyof Glue]: K extends Own
    ? never
    : Glue[K] extends Fn
      ? ReturnType<Glue[K]> extends Disposable_
        ? never
        : K
      : never;
}[keyof Glue] &
  string;

/** The names of whatever makes a handle: classes with a constructor, functions that return an instance. */
export type MakeName = {
  [K in keyof Glue]: K extends Own
    ? never
    : Glue[K] extends Maker
      ? K
      : Glue[K] extends Fn
        ? ReturnType<Glue[K]> extends Disposable_
          ? K
          : never
        : never;
}[keyof Glue] &
  string;

/** What a function or maker takes. */
export type Args<K extends CallName | MakeName> = Glue[K] extends new (...args: infer A) => unknown
  ? A
  : Glue[K] extends (...args: infer A) => unknown
    ? A
    : never;

/** What a function gives back. */
export type Result<K extends CallName> = Glue[K] extends (...args: never[]) => infer R ? R : never;

/** The class of the handle that a maker makes. */
export type Made<K extends MakeName> = Glue[K] extends new (...args: never[]) => infer T
  ? T
  : Glue[K] extends (...args: never[]) => infer T
    ? T
    : never;

/** The names of a handle's methods. */
export type MethodName<T> = {
  [K in keyof T]: T[K] extends Fn ? (K extends "free" ? never : K) : never;
}[keyof T] &
  string;

/** What a method takes. */
export type MethodArgs<T, M extends keyof T> = T[M] extends (...args: infer A) => unknown ? A : never;

/** What a method gives back. */
export type MethodResult<T, M extends keyof T> = T[M] extends (...args: never[]) => infer R ? R : never;
