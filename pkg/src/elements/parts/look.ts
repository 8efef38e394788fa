/** The look that elements share: colours, type, buttons, fields, cards. Adopted, so that a strict style policy allows it. */

import { css } from "lit";

export const look = css`
  :host {
    --ink: light-dark(#1b2426, #e9eeee);
    --soft: light-dark(#536165, #a9b6b8);
    --paper: light-dark(#ffffff, #14191b);
    --raised: light-dark(#f5f8f7, #1d2427);
    --line: light-dark(#d5dedd, #37444a);
    --field-line: light-dark(#7a898c, #77868b);
    --accent: var(--peer-circle-accent, light-dark(#0b6360, #6fd0c6));
    --on-accent: var(--peer-circle-on-accent, light-dark(#ffffff, #06211f));
    --tint: light-dark(#e1f1ee, #17393a);
    --warn: light-dark(#7d4a00, #f3c27a);
    --warn-tint: light-dark(#fdf3df, #37290f);
    --bad: light-dark(#a11d2c, #ff9c9c);
    --radius: var(--peer-circle-radius, 0.6rem);
    --gap: 1rem;
    display: block;
    container-type: inline-size;
    color: var(--ink);
    font: 400 1rem/1.5 var(--peer-circle-font, system-ui, "Segoe UI", Roboto, sans-serif);
    text-align: start;
    overflow-wrap: anywhere;
  }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
  h3 { font-size: 1.0625rem; line-height: 1.35; font-weight: 650; }
  h4 { font-size: 0.9375rem; font-weight: 650; }
  .soft { color: var(--soft); }
  .small { font-size: 0.875rem; line-height: 1.45; }
  .visually-hidden {
    position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; border: 0;
  }
  .stack { display: grid; gap: var(--gap); align-content: start; }
  .stack > * { min-inline-size: 0; }
  .tight { gap: 0.375rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
  .grow { flex: 1 1 12rem; min-inline-size: 0; }
  .panel {
    background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius);
    padding: clamp(0.875rem, 3cqi, 1.5rem);
  }

  button, .button {
    font: inherit; font-weight: 600; line-height: 1.25; min-block-size: 2.75rem; padding: 0.5rem 1rem;
    border-radius: calc(var(--radius) * 0.75); border: 1px solid var(--field-line);
    background: var(--paper); color: var(--ink); cursor: pointer; display: inline-flex; gap: 0.5rem;
    align-items: center; justify-content: center; text-align: start; text-decoration: none;
  }
  button:hover:not(:disabled), .button:hover { border-color: var(--accent); color: var(--accent); }
  button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.main:hover:not(:disabled), .button.main:hover { color: var(--on-accent); filter: brightness(1.08); }
  button.slim, .button.slim { min-block-size: 2.25rem; padding: 0.25rem 0.75rem; font-weight: 500; font-size: 0.9375rem; }
  button:disabled { opacity: 0.55; cursor: default; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  input[type="text"], input[type="email"], input[type="url"], input[type="number"], input[type="search"], select, textarea {
    font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--field-line);
    border-radius: calc(var(--radius) * 0.6); min-block-size: 2.75rem; padding: 0.375rem 0.625rem; max-inline-size: 100%;
  }
  input[type="number"] { inline-size: 5rem; }
  textarea { inline-size: 100%; min-block-size: 7rem; font-family: ui-monospace, monospace; font-size: 0.875rem; }
  input[type="checkbox"], input[type="radio"] { inline-size: 1.25rem; block-size: 1.25rem; accent-color: var(--accent); margin: 0; flex: none; }
  label.check { display: inline-flex; gap: 0.5rem; align-items: center; min-block-size: 2.75rem; }
  summary { cursor: pointer; min-block-size: 2.25rem; display: list-item; padding-block: 0.375rem; font-weight: 550; }
  progress { inline-size: 100%; block-size: 0.625rem; accent-color: var(--accent); }

  .table { overflow-x: auto; }
  table { border-collapse: collapse; inline-size: 100%; font-size: 0.9375rem; }
  th, td { text-align: start; vertical-align: top; padding: 0.4375rem 0.75rem 0.4375rem 0; border-block-end: 1px solid var(--line); }
  /* What is too wide is scrolled; letters below each other are no words. */
  .table th, .table td { overflow-wrap: normal; }
  th { font-weight: 600; color: var(--soft); font-size: 0.875rem; }
  tbody th { color: inherit; font-size: inherit; font-weight: 500; }

  .chip {
    display: inline-flex; align-items: center; gap: 0.375rem; padding: 0.0625rem 0.5rem; border-radius: 99rem;
    background: var(--tint); color: var(--ink); font-size: 0.8125rem; line-height: 1.5; max-inline-size: 100%;
  }
  .notice { border-inline-start: 4px solid var(--accent); background: var(--tint); padding: 0.75rem 1rem; border-radius: 0.25rem; }
  .notice.warn { border-color: var(--warn); background: var(--warn-tint); }
  .notice.bad { border-color: var(--bad); background: var(--raised); }

  /* Only where somebody points: a page that turns dark would have its new words on its old ground meanwhile. */
  @media (prefers-reduced-motion: no-preference) {
    button:hover, .drop.over { transition: border-color 120ms, background-color 120ms; }
  }
  /* The colours that the person chose, by their meaning; what told by its background alone tells by its border. */
  @media (forced-colors: active) {
    :host {
      --ink: CanvasText; --soft: CanvasText; --paper: Canvas; --raised: Canvas; --tint: Canvas; --warn-tint: Canvas;
      --line: CanvasText; --field-line: CanvasText; --accent: LinkText; --on-accent: Canvas; --warn: CanvasText; --bad: CanvasText;
    }
    button, .button, button:hover:not(:disabled) { color: ButtonText; border-color: ButtonText; background: ButtonFace; }
    button:disabled { color: GrayText; border-color: GrayText; opacity: 1; }
    [aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
    .chip, .panel, .notice { border: 1px solid CanvasText; }
    button.main, button.main:hover:not(:disabled) { border-width: 2px; color: ButtonText; background: ButtonFace; filter: none; }
  }
`;
