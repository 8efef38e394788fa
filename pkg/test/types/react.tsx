// A component of React 19, as a portal has it: compiled by elements.test.mjs, never run.
import type {} from "peer-circle/elements/react";
import type { Term } from "peer-circle";

export function Portal({ term, save }: { term: Term | undefined; save: (row: string) => void }) {
  return (
    <>
      <circle-signup src="/programme.json" className="narrow" oncircle-signup={(event) => save(event.csv)} />
      <circle-planner demo oncircle-plan={({ plan }) => save(String(plan.circles.length))} oncircle-term={({ term: made }) => save(made.id ?? "")} />
      <circle-calendar term={term} circle="c1" quorum={3} ref={(element) => void element?.term} oncircle-absence={({ session }) => save(session)} />
      <circle-coder draft="study" lang="es" oncircle-coding={({ codings }) => save(String(codings.length))} />
    </>
  );
}

export const mistakes = [
  // @ts-expect-error A number of people is no text.
  <circle-calendar quorum="three" />,
  // @ts-expect-error There is no such property.
  <circle-signup programm={{}} />,
  // @ts-expect-error A plan is not a row.
  <circle-planner oncircle-plan={({ csv }) => csv} />,
];
