/** The feed that the page offers for a circle: for a calendar to follow, or to copy where a calendar asks for it. */

import { html, nothing, type TemplateResult } from "lit";
import type { CalendarTexts } from "./texts.js";

export function subscribe(feed: string | undefined, texts: CalendarTexts, copy: (address: string) => void): TemplateResult | typeof nothing {
  const addresses = feed ? feedAddresses(feed) : undefined;
  if (!addresses) return nothing;
  return html`<a class="button" id="subscribe" href=${addresses.webcal}>${texts.subscribe}</a>
    <button type="button" @click=${() => copy(addresses.https)}>${texts.copyFeed}</button>
    <p class="small soft">${texts.feedSlow}</p>`;
}

/** A feed's address as calendars open it and as people paste it; none for what is no feed on the web. */
function feedAddresses(feed: string): { webcal: string; https: string } | undefined {
  if (!URL.canParse(feed, document.baseURI)) return undefined;
  const { protocol, href } = new URL(feed, document.baseURI);
  const rest = href.slice(protocol.length);
  if (!["http:", "https:", "webcal:", "webcals:"].includes(protocol)) return undefined;
  const plain = protocol === "http:" ? href : `https:${rest}`;
  return { webcal: `webcal:${rest}`, https: plain };
}
