/** What there is to see and do once there are people; it is fetched with the first. */

export { columnsView } from "./columns-view.js";
export { forming } from "./forming.js";
export { keep } from "./keep.js";
export { registered } from "./registered.js";
