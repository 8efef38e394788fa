/** What there is to see and do once there are circles; it is fetched with the first. */

export { board } from "./board.js";
export { letters } from "./letters.js";
export { term } from "./term.js";
