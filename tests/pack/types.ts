// What a careful TypeScript project writes; nothing here may be of type any, and every declaration is checked.
import { load, CircleError, type Participant, type Peer } from "peer-circle";
import type { CircleSignupEvent } from "peer-circle/elements/circle-signup/class";
import type { CircleCalendar } from "peer-circle/elements/circle-calendar/class";
import type { CircleCoder } from "peer-circle/elements/circle-coder/class";
import type { CirclePlanner } from "peer-circle/elements/circle-planner/class";
import "peer-circle/elements/circle-signup";
import "peer-circle/elements/types";
import { translated } from "peer-circle/messages";
const peer: Peer = await load({ worker: false });
const { roster, problems } = await peer.people.read("name\nAda\n");
const first: Participant | undefined = roster.participants[0];
console.log(first?.name.length, problems[0]?.place.line);
const formation = await peer.circles.form({ roster }, { seed: 1, stop: AbortSignal.timeout(100), onProgress: ({ best }) => best?.toFixed() });
formation.plan.circles.map(({ members }) => members.length);
document.querySelector("circle-signup")?.addEventListener("circle-signup", (event: CircleSignupEvent) => event.participant.name);
const elements: [CircleCalendar?, CircleCoder?, CirclePlanner?] = [];
console.log(elements.length, translated({ code: "engine.lost", message: "", hint: "" }, "es").hint);
try { formation.dispose(); } catch (error) { if (error instanceof CircleError) console.log(error.code satisfies string); }
