/** What there is to see and do once there are people; it is fetched with the first. */

export { Clearing } from "../parts/clearing.js";
export { columnsView } from "./columns-view.js";
export { everybody } from "./everybody.js";
export { forming } from "./forming.js";
export { heard } from "./heard.js";
export { keep } from "./keep.js";
export { lacking, notes } from "./noting.js";
export { registered } from "./registered.js";
