import { css } from "lit";

export const styles = css`
  .board { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); align-items: start; }
  .board.many { grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); }
  .board.many > .circle { content-visibility: auto; contain-intrinsic-block-size: auto 24rem; }
  .person[data-dragged] { outline: 2px dashed var(--accent); outline-offset: 2px; }
  .circle[data-over] { outline: 3px solid var(--accent); outline-offset: -3px; }
  h2:focus, h3:focus { outline: none; }
  h2:focus-visible, h3:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .circle { display: grid; gap: 0.75rem; padding: 1rem 1.125rem; }
  .circle header { display: grid; gap: 0.125rem; }
  .circle header .row { justify-content: space-between; flex-wrap: nowrap; }
  .circle header.row { display: flex; justify-content: space-between; }
  .circle header > .bare { justify-self: start; }
  .people { display: grid; gap: 0.625rem; }
  .person { display: grid; gap: 0.0625rem; border-block-start: 1px solid var(--line); padding-block-start: 0.5rem; }
  .person .row { gap: 0.125rem 0.5rem; }
  .person .chip, .circle header .chip { white-space: nowrap; overflow-wrap: normal; flex: none; }
  .centred td, .centred th, .free td, .free th { vertical-align: middle; }
  .apart { border-block-start: 1px solid var(--line); padding-block-start: 1rem; }
  .person .hands { margin-inline-start: auto; }
  button.asks { justify-self: start; }
  #find { max-inline-size: 22rem; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
  .columns li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.125rem 1rem; align-items: center; border-block-start: 1px solid var(--line); padding-block-start: 0.75rem; }
  .columns label { font-weight: 600; overflow-wrap: anywhere; }
  .columns select { inline-size: 100%; min-inline-size: 0; }
  @container (min-width: 36rem) { .columns li { grid-template-columns: minmax(0, 1fr) minmax(0, 1.4fr) 15rem; } }
  .person strong { font-weight: 600; }
  .person.leads { border-block-start: 2px solid var(--accent); }
  .summary { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
  .summary strong { font-weight: 650; }
  fieldset { border: 0; margin: 0; padding: 0; min-inline-size: 0; }
  legend { font-weight: 600; padding: 0; margin-block-end: 0.5rem; }
  .rules { display: grid; gap: 1.25rem 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
  .rule { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 12.5rem); gap: 0.25rem 0.75rem; align-items: center; }
  .sizes { flex-wrap: nowrap; gap: 0.5rem; }
  .sizes input { inline-size: 4rem; }
  .attributes { display: grid; gap: 0.5rem; align-content: start; }
  .attribute { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.5fr); gap: 0.75rem; align-items: center; }
  .attribute select, .rule select { inline-size: 100%; min-inline-size: 0; }
  @container (max-width: 32rem) {
    .attribute, .rule { grid-template-columns: minmax(0, 1fr); gap: 0.125rem; }
    .attributes, .rules > .stack { gap: 0.75rem; }
  }
  .order li { flex-wrap: nowrap; }
  .order .grow { flex-basis: 0; }
  .tie { background: var(--raised); border-radius: 0.375rem; padding: 0.625rem; }
  .tie .chip { padding-inline-end: 0; }
  .broken { color: var(--warn); }
  .hands { display: flex; gap: 0.25rem; }
  button.bare {
    border: 0; background: none; color: var(--soft); font-weight: 500; font-size: 0.875rem; min-block-size: 1.75rem;
    padding: 0.125rem 0.375rem; margin-inline-start: -0.375rem; border-radius: 0.25rem;
  }
  button.bare + button.bare { margin-inline-start: 0; }
  .hands button.bare { border: 1px solid var(--line); color: var(--ink); margin: 0; }
  button.asks, .circle header > .bare { text-decoration: underline; text-underline-offset: 0.2em; text-decoration-color: var(--field-line); }
  button.bare:hover:not(:disabled) { background: var(--raised); }
  button.bare[aria-pressed="true"] { color: var(--ink); font-weight: 650; }
  .person[draggable="true"] { cursor: grab; }
  .move { background: var(--raised); border-radius: 0.375rem; padding: 0.625rem; }
  .breaks { color: var(--bad); font-weight: 600; }
  details.why summary { min-block-size: 1.5rem; padding-block: 0; font-weight: 400; }
  details.why summary::marker { color: var(--field-line); font-size: 0.75em; }
  details.why ul { padding-inline-start: 1rem; }
  .waiting { border-inline-start: 4px solid var(--warn); grid-column: 1 / -1; }
  .waiting .people { grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 0.625rem 1.5rem; }
  .term details { border-block-start: 1px solid var(--line); padding-block: 0.25rem; }
  .term details[open] { padding-block-end: 1rem; }
  .other-times { display: grid; gap: 0.375rem; }
  .other-times li { display: flex; gap: 0.25rem 1rem; justify-content: space-between; align-items: center; }
  .term summary .when, .letter .when { color: var(--soft); font-weight: 400; }
  .registered, .places { display: grid; gap: 0.625rem; }
  .registered li { display: grid; gap: 0.125rem; }
  .registered .row { gap: 0.125rem 0.5rem; }
  .registered + p { padding-block-start: 0.5rem; }
  .places li { display: grid; gap: 0.375rem 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); align-items: end; border-block-start: 1px solid var(--line); padding-block-start: 0.625rem; }
  .places input { inline-size: 100%; min-inline-size: 0; }
  .places strong { align-self: center; font-weight: 600; }
  .topics { border-block-start: 1px solid var(--line); padding-block: 0.25rem; }
  .topics .grow { min-inline-size: min(100%, 14rem); }
  .topics ol { max-inline-size: 46rem; }
  .topics .row .row { gap: 0.25rem; flex-wrap: nowrap; }
  .against { display: grid; gap: 0.125rem; padding-block-start: 0.25rem; }
  .mails { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); align-items: start; }
  .letter[open] { grid-column: 1 / -1; }
  .letter { border-block-start: 1px solid var(--line); padding-block: 0.25rem; }
  .letter .body { white-space: pre-line; max-inline-size: 46rem; }
  .choose { align-items: end; }
  .choose label { min-inline-size: 0; max-inline-size: 100%; }
  .term table { margin-block-end: 0.75rem; }
  td.date { white-space: nowrap; }
  .scroll { max-block-size: 26rem; overflow: auto; }
  .scroll thead th { position: sticky; inset-block-start: 0; background: var(--paper); }
  .free { table-layout: fixed; max-inline-size: 40rem; margin-block-start: 0.375rem; }
  .free th { padding-inline-end: 0.25rem; white-space: nowrap; }
  .free thead th:first-child { inline-size: 4rem; }
  .free td, .free thead th + th { text-align: center; padding: 0.25rem 0; font-variant-numeric: tabular-nums; }
  .free tbody th { color: var(--soft); font-size: 0.875rem; }
  @container (max-width: 30rem) { .free thead th { font-size: 0.75rem; } .free thead th:first-child { inline-size: 3.25rem; } }
  .free abbr { text-decoration: none; }
  .free td { border: 1px solid var(--line); }
  .heat-1 { background: color-mix(in srgb, var(--accent) 8%, var(--paper)); }
  .heat-2 { background: color-mix(in srgb, var(--accent) 16%, var(--paper)); }
  .heat-3 { background: color-mix(in srgb, var(--accent) 24%, var(--paper)); }
  .heat-4 { background: color-mix(in srgb, var(--accent) 32%, var(--paper)); }
  .heat-5 { background: color-mix(in srgb, var(--accent) 42%, var(--paper)); font-weight: 650; }
  .numbers { font-variant-numeric: tabular-nums; }
`;
