"use client";
// A component of the page: drawn in the server as well, where there is no window.
import "peer-circle/elements/circle-calendar";
import "peer-circle/elements/circle-coder";
import "peer-circle/elements/circle-planner";
import "peer-circle/elements/circle-signup";
import { useEffect } from "react";
import { main } from "./main";

export function Client() {
  useEffect(() => {
    main();
  }, []);
  return (
    <>
      <circle-signup demo="" />
      <circle-planner demo="" />
      <circle-calendar demo="" />
      <circle-coder demo="" />
    </>
  );
}
