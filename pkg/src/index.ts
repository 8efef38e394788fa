/**
 * peer-circle forms peer-led discussion groups, schedules their meetings and codes their transcripts,
 * all in the visitor's browser.
 *
 * @module
 */

export { doctor, type Finding } from "./doctor.js";
export { load, preload, type LoadOptions, type Preload } from "./load.js";
export type { Peer } from "./peer.js";
export { CircleError, isProblem } from "./error.js";
export { VERSION } from "./version.js";
export type { FileLike } from "./core/call.js";
export type { Following, WorkOptions } from "./core/handle.js";
export type { Budget, Outcome } from "./core/protocol.js";
export type { Half, WasmPlaces, WasmSource } from "./core/source.js";
export type { Calendar, ChangedTerm, ChangeRequest, ExpandRequest, IcsRequest, Instant, ScheduledTerm, ScheduleRequest, TextRequest } from "./rooms/calendar.js";
export type { People, Reading } from "./rooms/people.js";
export type { Circles, Formation } from "./rooms/circles.js";
export type { Report } from "./rooms/report.js";
export type { Comparing, Project } from "./rooms/project.js";
export type { Lexicon, Model, Themes } from "./rooms/themes.js";
export type { Beginning, Deidentification, Deidentify, Transcripts, Withdrawal } from "./rooms/transcripts.js";
/** Everything that crosses to the engine and back, as the Rust types declare it. */
export type * from "./wasm/data.js";
