/** The types of the generated bindings: which of their exports are functions, and which make handles. */

/** The modules that the bindings generator writes, one for each half. */
type Forming = typeof import("../wasm/peer_circle_forming.js");
type Coding = typeof import("../wasm/peer_circle_coding.js");

/** What one engine runs. */
export type Glue = Forming | Coding;

/** What all engines together can do. */
type All = Forming & Coding;

/** What every generated class has. */
export interface Disposable_ {
  free(): void;
}

/** The parts of the bindings that are theirs alone. */
type Own = "default" | "initSync" | "__wbg_reset_state" | "listen";

type Fn = (...args: never[]) => unknown;
type Maker = new (...args: never[]) => Disposable_;

/** The names of functions from plain data to plain data. */
export type CallName = {
  [K in keyof All]: K extends Own
    ? never
    : All[K] extends Fn
      ? ReturnType<All[K]> extends Disposable_
        ? never
        : K
      : never;
}[keyof All] &
  string;

/** The names of whatever makes a handle: classes with a constructor, functions that return an instance. */
export type MakeName = {
  [K in keyof All]: K extends Own
    ? never
    : All[K] extends Maker
      ? K
      : All[K] extends Fn
        ? ReturnType<All[K]> extends Disposable_
          ? K
          : never
        : never;
}[keyof All] &
  string;

/** What a function or maker takes. */
export type Args<K extends CallName | MakeName> = All[K] extends new (...args: infer A) => unknown
  ? A
  : All[K] extends (...args: infer A) => unknown
    ? A
    : never;

/** What a function gives back. */
export type Result<K extends CallName> = All[K] extends (...args: never[]) => infer R ? R : never;

/** The class of the handle that a maker makes. */
export type Made<K extends MakeName> = All[K] extends new (...args: never[]) => infer T
  ? T
  : All[K] extends (...args: never[]) => infer T
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
