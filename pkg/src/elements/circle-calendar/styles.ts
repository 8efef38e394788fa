import { css } from "lit";

export const styles = css`
  .next { border-inline-start: 4px solid var(--accent); }
  .next h3 { font-size: 0.9375rem; font-weight: 550; }
  .when { font-size: 1.375rem; line-height: 1.25; font-weight: 650; }
  .next button[aria-pressed="true"] { background: var(--tint); border-color: var(--accent); }
  .suggest input {
    font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--field-line);
    border-radius: calc(var(--radius) * 0.6); min-block-size: 2.75rem; padding: 0.375rem 0.625rem;
  }
  .suggest { border-block-start: 1px solid var(--line); padding-block-start: 0.75rem; }
  .people { gap: 0.375rem 0.75rem; }
  .people ul { gap: 0.375rem; }
  /* A name gives way before what is marked of somebody does. */
  .people .chip .soft { overflow-wrap: break-word; }
  .suggest .problem { color: var(--bad); font-weight: 550; }
  .suggest .problem:empty { display: none; }
  .suggest [aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
  .topic { font-size: 1.125rem; font-weight: 600; }
  .prompts { display: grid; gap: 0.375rem; padding-inline-start: 1.125rem; list-style: disc; }
  .agenda { display: grid; gap: 0.25rem; padding-block: 0.375rem; }
  .numbers { display: inline-block; min-inline-size: 4rem; font-variant-numeric: tabular-nums; }
  /* The columns are those of the list: a wide date must not move its topic out of line. */
  .sessions { display: grid; gap: 0 1rem; grid-template-columns: max-content minmax(0, 1fr); }
  .session {
    display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; padding-block: 0.5rem;
    border-block-end: 1px solid var(--line);
  }
  .session.skipped { grid-template-columns: 1fr; }
  .session .date { font-variant-numeric: tabular-nums; font-weight: 550; }
  .session .time { grid-column: 2; grid-row: 2; font-size: 0.875rem; }
  .session .title { grid-column: 2; grid-row: 1; }
  .session.past .date, .session.past .title { color: var(--soft); font-weight: 400; }
  .session.cancelled .date, .session.cancelled bdi { color: var(--soft); font-weight: 400; text-decoration: line-through; }
  @container (min-width: 40rem) {
    .sessions { grid-template-columns: max-content max-content minmax(0, 1fr); }
    .session .time { grid-column: 2; grid-row: 1; font-size: inherit; }
    .session .title { grid-column: 3; }
  }
  .months { flex-wrap: nowrap; }
  .months strong { text-align: center; }
  button[aria-disabled="true"] { opacity: 0.55; cursor: default; }
  .months button { font-size: 1.25rem; line-height: 1; min-inline-size: 2.75rem; min-block-size: 2.75rem; }
  table.month { table-layout: fixed; }
  .month th, .month td { padding: 0.25rem 0.375rem; border: 1px solid var(--line); }
  .month th { text-align: center; padding-inline: 0; font-size: 0.8125rem; white-space: nowrap; overflow: hidden; }
  .month abbr { text-decoration: none; }
  .month td { block-size: 3.5rem; font-variant-numeric: tabular-nums; }
  .month td.outside { background: var(--raised); }
  .month td.meets { background: var(--tint); }
  .month .cancelled { text-decoration: line-through; }
  .month .what { display: none; }
  .month .many { color: var(--soft); }
  /* In a narrow cell letters would stand below each other: the list below tells time and topic. */
  @container (max-width: 40rem) { .month .meeting { position: absolute; clip-path: inset(50%); white-space: nowrap; } }
  @container (min-width: 40rem) {
    .month td { block-size: 5rem; }
    .month .what { display: block; line-height: 1.3; }
    .below { display: none; }
    .month .many { display: none; }
    .month .meeting + .meeting { margin-block-start: 0.375rem; }
  }
  .switch { display: inline-flex; gap: 0; }
  .switch button { border-radius: 0; }
  .switch button:first-child { border-start-start-radius: var(--radius); border-end-start-radius: var(--radius); }
  .switch button:last-child { border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); border-inline-start: 0; }
  .switch button[aria-pressed="true"] { background: var(--tint); border-color: var(--accent); }
  @media (forced-colors: active) {
    button[aria-disabled="true"] { color: GrayText; border-color: GrayText; opacity: 1; }
    .month td.meets { outline: 2px solid Highlight; outline-offset: -3px; }
    .switch button[aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  }
  .heading { justify-content: space-between; }
`;
