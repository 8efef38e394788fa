import { css } from "lit";

export const styles = css`
  :host { max-inline-size: 44rem; }
  :host(:focus) { outline: none; }
  .stack { --gap: 1.75rem; }
  .stack.tight { gap: 0.25rem; }
  h2 { font-size: 1.5rem; }
  fieldset { border: 0; margin: 0; padding: 0; min-inline-size: 0; display: grid; gap: 0.75rem; }
  fieldset:focus { outline: none; }
  legend { font-size: 1.125rem; font-weight: 650; padding: 0; line-height: 1.35; margin-block-end: 0.375rem; }

  .promises { background: var(--tint); border-radius: var(--radius); padding: 1rem 1.125rem; display: grid; gap: 0.75rem; }
  .promises dl { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); column-gap: 1.5rem; }
  .promises dt { font-weight: 600; font-size: 0.9375rem; }
  .promises dd { font-size: 0.9375rem; }

  .tiles { display: grid; gap: 0.625rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.75rem), 1fr)); }
  .tiles.three { grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); }
  .tiles.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
  .tile {
    position: relative; display: grid; gap: 0.0625rem; align-content: start; min-block-size: 3.75rem;
    padding-block: 0.5625rem; overflow-wrap: normal; padding-inline: 2.625rem 0.75rem;
    border: 1px solid var(--field-line); border-radius: var(--radius); background: var(--paper); cursor: pointer;
  }
  .tile input { position: absolute; inset-inline-start: 0.75rem; inset-block-start: 0.6875rem; inline-size: 1.25rem; block-size: 1.25rem; margin: 0; accent-color: var(--accent); }
  .tile .day { font-weight: 600; line-height: 1.35; }
  .tile .when { font-size: 0.9375rem; color: var(--soft); line-height: 1.35; font-variant-numeric: tabular-nums; }
  .tile .there { font-size: 0.8125rem; color: var(--soft); line-height: 1.35; }
  .weeks { display: grid; gap: 0 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 7.5rem), 1fr)); }
  .tile .differs { font-size: 0.8125rem; color: var(--warn); line-height: 1.35; }
  .tile:hover { border-color: var(--accent); }
  .tile:has(input:checked) { border-color: var(--accent); background: var(--tint); box-shadow: inset 0 0 0 1px var(--accent); }
  .tile:has(input:checked) .when { color: var(--ink); }
  .tile:has(input:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
  .tile input:focus-visible { outline: none; }

  .pair { display: grid; gap: 0.75rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); align-items: start; }
  .field { display: grid; gap: 0.25rem; min-inline-size: 0; }
  .field label { font-weight: 550; }
  .field label.small { font-weight: 400; }
  .field input, .field select, .field textarea { inline-size: 100%; }
  textarea { min-block-size: 5rem; font: inherit; }
  [aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
  .problem { color: var(--bad); font-weight: 550; }
  .problem:empty { display: none; }

  .asked { display: grid; gap: 0.75rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
  .ask { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.875rem; align-content: start; align-items: center; }
  /* What matters stands beside the field, however many lines its label has. */
  .ask .field { display: contents; }
  .ask .field > * { grid-column: 1; }
  .ask .check { grid-area: 2 / 2; font-size: 0.9375rem; }

  .apart summary { font-weight: 600; }
  .apart .field { padding-block-start: 0.25rem; gap: 0.5rem; }
  .send { justify-self: start; min-inline-size: min(100%, 14rem); font-size: 1.0625rem; min-block-size: 3rem; }
  .summary { display: grid; gap: 0.625rem; }
  .summary dt { color: var(--soft); font-size: 0.9375rem; }
  .summary dd { font-weight: 500; }

  .behind summary { font-weight: 600; color: var(--accent); }
  .paint { display: none; }
  @media (any-pointer: coarse) { .paint { display: inline-flex; } }
  .week {
    display: grid; margin-block-start: 0.75rem; border: 1px solid var(--line); border-radius: calc(var(--radius) * 0.6);
    overflow: clip; user-select: none; -webkit-user-select: none; background: var(--paper); touch-action: manipulation;
  }
  .week.painting { touch-action: none; box-shadow: 0 0 0 2px var(--accent); }
  .line { display: grid; grid-template-columns: 3.25rem repeat(7, minmax(0, 1fr)); }
  .line .day { text-align: center; font-size: 0.8125rem; font-weight: 600; padding-block: 0.4375rem; overflow: hidden; }
  .line .hour { font-size: 0.75rem; color: var(--soft); padding-inline: 0.375rem 0.25rem; text-align: end; white-space: nowrap; line-height: 1; padding-block-start: 0.3125rem; }
  .cell { block-size: 1.625rem; border-inline-start: 1px solid var(--line); cursor: pointer; }
  .line.full .cell, .line.full .hour { border-block-start: 1px solid var(--line); }
  .line.half .cell { border-block-start: 1px dotted var(--line); }
  .cell:hover { background: var(--raised); }
  .cell[aria-selected="true"] { background: var(--accent); border-color: color-mix(in srgb, var(--accent) 80%, var(--paper)); }
  .cell:focus-visible { outline-offset: -3px; outline-color: var(--ink); }
  @container (max-width: 24rem) {
    .tiles:not(.two, .three) { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
    .tiles:not(.two, .three) .tile { padding-inline: 2.25rem 0.5rem; }
    .tiles:not(.two, .three) .tile input { inset-inline-start: 0.625rem; inset-block-start: 0.75rem; inline-size: 1.125rem; block-size: 1.125rem; }
    .tiles:not(.two, .three) .tile .day, .tiles:not(.two, .three) .tile .when { font-size: 0.9375rem; }
    .line { grid-template-columns: 2.75rem repeat(7, minmax(0, 1fr)); }
    .line .hour { font-size: 0.6875rem; padding-inline: 0.125rem 0.1875rem; }
    .line .day { font-size: 0.75rem; }
  }
  @container (max-width: 19rem) {
    .ask { grid-template-columns: minmax(0, 1fr); }
    .ask .check { grid-area: auto / 1; }
  }
  @media (forced-colors: active) {
    .cell[aria-selected="true"] { background: Highlight; forced-color-adjust: none; }
    .tile:has(input:checked) { border: 2px solid Highlight; }
  }
`;
