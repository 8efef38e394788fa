import type {} from "peer-circle/elements/react";

export const wrong = [
  <circle-planner draft={7} oncircle-plan={(event) => event.participant} />,
  <circle-signup programme={7} />,
  <circle-calendar quorum="three" />,
  <circle-coder codebook={7} />,
];
