import "peer-circle/elements/circle-signup";
import "peer-circle/elements/circle-planner";
import "peer-circle/elements/circle-calendar";
import "peer-circle/elements/circle-coder";
import type {} from "peer-circle/elements/react";
import { useState, useSyncExternalStore } from "react";
import { codebook, now, programme, roster, term } from "./given";

export default function App() {
  const [heard, setHeard] = useState<string[]>([]);
  const [circle, setCircle] = useState("c1");
  // Where React goes on with what its server rendered, it gives elements neither objects nor listeners: with another key they
  // are made anew in the page (react/react#35446).
  const place = useSyncExternalStore(() => () => {}, () => "page", () => "server");
  const hear = (what: string) => setHeard((before) => [...before, what]);
  return (
    <main key={place}>
      <button type="button" onClick={() => setCircle("c2")}>
        The other circle
      </button>
      <p id="heard">{heard.join("; ")}</p>
      <circle-signup name="signup" programme={programme} className="wide" oncircle-signup={(event) => hear(`signed up: ${event.participant.name}`)} />
      <circle-planner roster={roster} lang="en" oncircle-plan={(event) => hear(`circles: ${event.plan.circles.length}`)} />
      <circle-calendar term={term} circle={circle} now={now} quorum={3} oncircle-absence={(event) => hear(`absent: ${event.session}`)} />
      <circle-coder codebook={codebook} demo oncircle-coding={(event) => hear(`codings: ${event.codings.length}`)} />
    </main>
  );
}
