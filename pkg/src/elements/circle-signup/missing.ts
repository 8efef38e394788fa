/** What is missing before answers can be sent. */

import { registration, type Answers } from "./answers.js";
import { colleagues, type SignupProgramme } from "./programme.js";
import type { SignupTexts } from "./texts.js";

/** Fields and what is wrong with them, in the order of the form. */
export function missing(answers: Answers, offered: SignupProgramme, texts: SignupTexts): [string, string][] {
  const { name, email, week, mode, attributes, route } = answers;
  const found: [string, string][] = [];
  // A circle that one is invited to has its own time.
  if (week.isEmpty && mode !== "text" && route !== "join") found.push(["times", texts.needTimes]);
  if (name.trim() === "") found.push(["name", texts.needName]);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) found.push(["email", texts.needEmail]);
  const registered = registration(answers);
  if (registered) {
    const [{ min, max }, count] = [colleagues(offered), registered.invited.length];
    return count < min || count > max ? [...found, ["invited", texts.needColleagues(min, max, count)]] : found;
  }
  if (route === "join") return found;
  (offered.signup?.attributes ?? []).forEach(({ name: asked, label = asked, required }, index) => {
    if (required && !attributes[asked]?.trim()) found.push([`asked-${index}`, texts.needValue(label)]);
  });
  return found;
}
