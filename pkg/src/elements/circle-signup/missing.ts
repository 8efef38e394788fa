/** What is missing before answers can be sent. */

import { isolated } from "../parts/isolated.js";
import { registration, type Answers } from "./answers.js";
import { colleagues, type SignupProgramme } from "./programme.js";
import type { SignupTexts } from "./texts.js";

/** A field, what is wrong with it, and how a control of the browser's own would call that. */
export type Missing = readonly [field: string, words: string, flag: "valueMissing" | "typeMismatch" | "tooShort" | "tooLong"];

/** Fields and what is wrong with them, in the order of the form. */
export function missing(answers: Answers, offered: SignupProgramme, texts: SignupTexts): Missing[] {
  const { name, email, week, mode, attributes, route } = answers;
  const found: Missing[] = [];
  // A circle that one is invited to has its own time.
  if (week.isEmpty && mode !== "text" && route !== "join") found.push(["times", texts.needTimes, "valueMissing"]);
  if (name.trim() === "") found.push(["name", texts.needName, "valueMissing"]);
  if (email.trim() === "") found.push(["email", texts.needEmail, "valueMissing"]);
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) found.push(["email", texts.needEmail, "typeMismatch"]);
  const registered = registration(answers);
  if (registered) {
    const [{ min, max }, count] = [colleagues(offered), registered.invited.length];
    if (registered.url !== undefined && !isLink(registered.url)) found.push(["url", texts.needLink, "typeMismatch"]);
    if (count < min || count > max) found.push(["invited", texts.needColleagues(min, max, count), count === 0 ? "valueMissing" : count < min ? "tooShort" : "tooLong"]);
    return found;
  }
  if (route === "join") return found;
  (offered.signup?.attributes ?? []).forEach(({ name: asked, label = asked, required }, index) => {
    if (required && !attributes[asked]?.trim()) found.push([`asked-${index}`, texts.needValue(isolated(label)), "valueMissing"]);
  });
  return found;
}

/** Whether words are the address of a page, as the organiser's reader takes them. */
function isLink(words: string): boolean {
  return /^https?:\/\/[^\s"<>\\^`{|}]+$/i.test(words) && URL.canParse(words);
}

/**
 * Brings the first problem that is told into view once the focus goes there: a part as tall as the screen has it, and says
 * what is wrong above or below. A page that only asks whether all is well moves nothing.
 */
export function reveal(root: ShadowRoot | null): void {
  const before = root?.activeElement;
  requestAnimationFrame(() => {
    if (root?.activeElement === before) return;
    [...(root?.querySelectorAll(".problem") ?? [])].find((one) => one.textContent !== "")?.scrollIntoView({ block: "center" });
  });
}
