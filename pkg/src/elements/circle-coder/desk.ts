/** What there is to work with once there is a transcript; it is fetched with the first. */

export { bar } from "./bar.js";
export { Clearing } from "../parts/clearing.js";
export { charts } from "./chart.js";
export { codebook } from "./codebook.js";
export { consent } from "./consent.js";
export { agreed, interpretation } from "./coders.js";
export { conversation, onlyOne } from "./conversation.js";
export { finder } from "./finding.js";
export { framework } from "./framework.js";
export { Going } from "./going.js";
export { identifiers } from "./identifiers.js";
export { keep } from "./keep.js";
export { mapping } from "./mapping.js";
export { Noticing } from "./noticing.js";
export { limits, narrowed } from "./samples.js";
export { steps } from "./steps.js";
