export { default } from "./deid.mjs";
