import { css } from "lit";

export const styles = css`
  .desk { display: grid; gap: var(--gap); align-items: start; }
  @container (min-width: 56rem) {
    .desk { grid-template-columns: minmax(0, 1fr) 19rem; }
    .side { position: sticky; inset-block-start: 1rem; max-block-size: calc(100vh - 2rem); overflow: auto; }
  }
  .side { display: grid; gap: var(--gap); }
  .bar {
    position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper); padding-block: 0.5rem;
    border-block-end: 1px solid var(--line); justify-content: space-between;
  }
  .finder { flex: 1 1 100%; gap: 0.375rem 0.75rem; }
  .finder input[type="search"] { min-block-size: 2.25rem; inline-size: 11rem; flex: 1 1 11rem; max-inline-size: 20rem; font-size: 0.875rem; }
  .steps-of { gap: 0.25rem 0.5rem; }
  button.step { min-inline-size: 2.25rem; padding-inline: 0; }
  #found { font-variant-numeric: tabular-nums; }
  #found:empty { display: none; }
  /* On a small screen, or at twice the size, the whole would cover much of it: what is looked for stays in sight, and nothing else. */
  @container (max-width: 36rem) {
    .bar { position: static; display: contents; }
    .finder.on { border-block-end: 1px solid var(--line); }
    .finder input[type="search"] { flex: 1 1 9rem; max-inline-size: none; }
    .hands { gap: 0.25rem; }
    .hands button.quiet { padding-inline: 0.25rem; }
  }
  /* The bar takes two rows, whatever is looked for. */
  @container (min-width: 36.01rem) {
    .finder, .steps-of { flex-wrap: nowrap; }
    .finder input[type="search"] { flex: 1 1 6rem; min-inline-size: 5rem; }
  }
  @media (max-height: 40rem) { .bar { position: static; display: contents; } .finder.on { border-block-end: 1px solid var(--line); } }
  @media (min-height: 24rem) { .finder.on { position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper); padding-block: 0.375rem; } }
  /* Where there is no room beside the conversation the codes are a bar at the end of the screen, which unfolds. */
  .fold { display: none; }
  @container (max-width: 55.99rem) {
    .codebook { padding-block: 0; }
    .codebook .beside { display: none; }
    .codebook h2 { position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper); }
    .fold { display: flex; flex-wrap: wrap; inline-size: 100%; justify-content: flex-start; border: 0; padding-inline: 0; font-weight: 650; }
    .fold span:first-child { flex: none; font-size: 1.0625rem; }
    /* Where there is no room for the words the number is left. */
    .fold .grow { flex: 1 1 1.5rem; min-inline-size: 0; block-size: 1lh; overflow: hidden; text-align: start; }
    .sign { flex: none; color: var(--accent); margin-inline-start: auto; }
    .codebook:not(.open) .codes { display: none; }
    .codebook.open { padding-block-end: 0.75rem; }
    .desk :is(button, select, input, a, summary, [tabindex]) { scroll-margin-block-end: 4rem; }
  }
  @container (max-width: 55.99rem) { @media (min-height: 24rem) {
    .side { position: sticky; inset-block-end: 0; z-index: 2; }
    .codebook { max-block-size: 65vh; overflow: auto; overscroll-behavior: contain; box-shadow: 0 -0.25rem 1rem rgb(0 0 0 / 0.18); }
  } }
  @media print { .side, .finder.on { position: static; } .codebook { max-block-size: none; } }
  .apart { border-block-start: 1px solid var(--line); padding-block-start: var(--gap); }
  #start-over, #start-over-sure { color: var(--bad); border-color: currentColor; }
  .unsafe { background: var(--warn-tint); color: var(--warn); font-weight: 600; white-space: nowrap; }
  .meaning { padding: 0 0.5rem 0.375rem; }
  .steps { padding: 0.5rem; }
  .steps ol { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0; }
  .steps .stack { flex: 1; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.75rem; }
  @container (min-width: 24rem) {
    .steps ol { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.25rem; }
    .steps .stack { display: grid; gap: 0; }
  }
  @container (min-width: 36rem) { .steps ol { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
  @container (min-width: 68rem) { .steps ol { grid-template-columns: repeat(6, minmax(0, 1fr)); } }
  .steps button {
    inline-size: 100%; block-size: 100%; justify-content: flex-start; align-items: flex-start; border-color: transparent; background: none;
    padding: 0.375rem 0.5rem; font-weight: 450; gap: 0.5rem; line-height: 1.3;
  }
  .steps strong { font-size: 0.875rem; hyphens: auto; }
  .number {
    flex: none; inline-size: 1.5rem; block-size: 1.5rem; border-radius: 99rem; background: var(--tint); display: grid;
    place-items: center; font-size: 0.8125rem; font-weight: 650; font-variant-numeric: tabular-nums;
  }
  [part="transcripts"], section:has(> h2[tabindex]), h2[tabindex] { scroll-margin-block: 1rem; }
  h2:focus { outline: none; }
  h2:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .settings label span { white-space: nowrap; }
  .settings label select { min-inline-size: 0; flex: 1 1 auto; }
  .decides { display: flex; gap: 0.5rem; }
  #dates select, #consent select { justify-self: start; }
  .remains li { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; padding-block: 0.25rem; border-block-end: 1px solid var(--line); }
  .recording audio { inline-size: min(100%, 24rem); block-size: 2.5rem; }
  .recording video { inline-size: min(100%, 24rem); max-block-size: 14rem; }
  button.bare {
    border: 0; background: none; min-block-size: 1.75rem; padding: 0 0.375rem; margin-inline-start: -0.375rem;
    font-weight: 500; font-size: 0.875rem; color: var(--accent); font-variant-numeric: tabular-nums; justify-content: flex-start;
  }
  .turn.heard { box-shadow: inset 4px 0 0 var(--accent); padding-inline-start: 0.75rem; background: var(--raised); }
  :host(:dir(rtl)) .turn.heard { box-shadow: inset -4px 0 0 var(--accent); }
  .picture { overflow-x: auto; }
  .picture svg { display: block; inline-size: 100%; min-inline-size: 30rem; max-inline-size: 44rem; block-size: auto; font-size: 13px; direction: ltr; }
  /* The end of the line is what it is drawn for: it is never to be scrolled to. */
  .picture svg.curve { min-inline-size: 0; max-inline-size: 28rem; font-size: 12px; }
  .picture text { fill: var(--ink); }
  .arc { fill: none; stroke: var(--accent); opacity: 0.55; }
  .arc:hover { opacity: 1; }
  .dot { fill: var(--accent); }
  .line { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
  .axis { fill: none; stroke: var(--line); }
  .summarise summary { min-block-size: 1.5rem; padding-block: 0; }
  .summarise textarea { min-block-size: 4rem; font-family: inherit; }
  #note { font-family: inherit; min-block-size: 5rem; }
  .given { flex-wrap: nowrap; min-block-size: 2.75rem; }
  .given button { flex: none; }
  .disagreement { border-block-start: 1px solid var(--line); padding-block: 0.5rem; }
  /* What is in one block is nothing to the others: drawing one while somebody scrolls lays out that one. */
  .block { contain: layout style; }
  .turn {
    display: grid; gap: 0.25rem 1.25rem; padding-block: 0.875rem; border-block-end: 1px solid var(--line);
  }
  /* What is gone to is not under the bar. */
  .turn, .suggestion { scroll-margin-block: 9rem 5rem; }
  @container (max-width: 36rem) { .turn, .suggestion { scroll-margin-block-start: 7rem; } }
  .turn.flash { background: var(--tint); }
  @container (min-width: 36rem) { .turn { grid-template-columns: 8.5rem minmax(0, 1fr); } }
  .who { display: flex; gap: 0.5rem; align-items: baseline; }
  @container (min-width: 36rem) { .who { display: grid; gap: 0; align-content: start; } }
  .said { max-inline-size: 46rem; line-height: 1.6; }
  mark { color: inherit; background: none; }
  mark.replaced { background: var(--tint); border-radius: 0.25rem; padding-inline: 0.1875rem; font-weight: 550; }
  mark.kept { background: var(--warn-tint); text-decoration: underline dotted; }
  mark.reason { text-decoration: underline 2px var(--accent); text-underline-offset: 0.2em; }
  mark.found { background: var(--warn-tint); outline: 1px solid var(--warn); border-radius: 0.125rem; }
  mark.found.now { background: var(--accent); color: var(--on-accent); outline-color: var(--accent); }
  .turn:focus { outline: none; }
  .turn:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .suggestion {
    display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; padding: 0.5rem 0.75rem;
    border: 1px dashed var(--field-line); border-radius: var(--radius);
  }
  .suggestion.current { border: 2px solid var(--accent); padding: calc(0.5rem - 1px) calc(0.75rem - 1px); background: var(--raised); }
  .check.small select { min-block-size: 2.25rem; padding-block: 0.25rem; }
  .because { flex: 1 0 100%; }
  .takes { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
  .takes .stack { justify-items: start; }
  .takes h3 { font-size: 0.9375rem; }
  .likely { white-space: nowrap; }
  .settled { color: var(--ink); font-weight: 550; }
  .coded { background: var(--accent); color: var(--on-accent); padding-inline-end: 0.125rem; }
  button.plain {
    min-block-size: 1.5rem; min-inline-size: 1.5rem; padding: 0; border: 0; background: none; color: inherit;
    font-size: 0.75rem; border-radius: 99rem;
  }
  button.plain:hover:not(:disabled) { color: inherit; background: rgb(0 0 0 / 0.2); }
  .by-hand select { min-block-size: 1.75rem; padding: 0 0.25rem; font-size: 0.875rem; border-color: transparent; color: var(--soft); background: transparent; max-inline-size: 10rem; }
  .by-hand select:hover, .by-hand select:focus { border-color: var(--field-line); }
  button.quiet { min-block-size: 1.75rem; padding: 0 0.5rem; border-color: transparent; background: none; color: var(--soft); font-weight: 450; font-size: 0.875rem; }
  button.quiet:hover, button.quiet:focus-visible, button.quiet[aria-expanded="true"] { border-color: var(--field-line); color: var(--ink); }
  .marking { gap: 0.625rem; padding: 0.75rem; border: 2px solid var(--accent); border-radius: var(--radius); background: var(--raised); }
  .words { line-height: 2; padding: 0.25rem; max-block-size: 16rem; overflow: auto; border-radius: 0.25rem; cursor: pointer; user-select: none; white-space: pre-wrap; }
  .words [role="option"] { padding-block: 0.25rem; text-decoration: underline dotted transparent; }
  .words [role="option"]:hover { text-decoration-color: currentColor; }
  .words [aria-selected="true"] { background: var(--accent); color: var(--on-accent); }
  .words:focus-visible .at { outline: 2px solid var(--ink); outline-offset: -1px; border-radius: 2px; }
  .effect { min-block-size: 1.5rem; overflow-wrap: anywhere; }
  .tree ul { padding-inline-start: 0.875rem; border-inline-start: 1px solid var(--line); margin-inline-start: 0.5rem; }
  .tree > li + li { margin-block-start: 0.375rem; }
  button.code {
    inline-size: 100%; border: 0; background: none; font-weight: 450; font-size: 0.9375rem; min-block-size: 2rem;
    padding: 0.25rem 0.5rem; justify-content: space-between; line-height: 1.3;
  }
  .tree > li > button.code { font-weight: 650; }
  button.code:hover:not(:disabled) { background: var(--raised); }
  button.code[aria-pressed="true"] { background: var(--tint); color: var(--ink); outline: 2px solid var(--accent); }
  #suggesting progress { inline-size: 5rem; }
  .count { font-variant-numeric: tabular-nums; color: var(--soft); min-inline-size: 1.5rem; text-align: end; }
  .scroll { max-block-size: max(24rem, 75vh); overflow: auto; }
  .scroll thead th { position: sticky; inset-block-start: 0; background: var(--paper); }
  .matrix td, .matrix th { min-inline-size: 9rem; padding-inline-end: 0.75rem; }
  .matrix q { display: block; color: var(--soft); }
  .heat { border-inline-start: 4px solid color-mix(in srgb, var(--accent) 25%, transparent); padding-inline-start: 0.5rem; }
  .heat-2 { border-inline-start-color: color-mix(in srgb, var(--accent) 50%, transparent); }
  .heat-3 { border-inline-start-color: color-mix(in srgb, var(--accent) 75%, transparent); }
  .heat-4 { border-inline-start-color: var(--accent); }
  @media (hover: none) { .keys { display: none; } }
  .counts { gap: 0.375rem; }
  /* A finger is wider than a pointer. */
  @media (pointer: coarse) {
    .by-hand select, button.quiet, button.bare, button.code { min-block-size: 2.5rem; }
    button.plain { min-block-size: 2rem; min-inline-size: 2rem; }
  }
  a { color: var(--accent); }
  a[data-turn] { display: inline-block; min-inline-size: 1.5rem; min-block-size: 1.5rem; }
  @media (forced-colors: active) {
    mark.replaced, mark.kept { outline: 1px solid; }
    mark.found.now { forced-color-adjust: none; color: HighlightText; background: Highlight; }
    .coded { color: CanvasText; background: Canvas; }
    .suggestion.current { outline: 3px solid Highlight; }
    .words [aria-selected="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; }
  }
`;
