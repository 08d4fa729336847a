import type { StopView } from '../../domain/reporting/views/stop-view.ts';
import { consoleScript } from './console-script.ts';
import { consoleStyle } from './console-style.ts';
import { type Html, html, renderHtml, trustedMarkup } from './html.ts';
import { siteLinks } from './site-links.ts';
import { stopBanner } from './stop-controls.ts';

/** Where the pages live and how they behave; the same for every page of an installation. */
export interface Site {
  /** Path before every link, such as `/prod`; empty at the root. */
  readonly base: string;
  readonly now: Date;
  /** Whether whoever sees it may let automation run again: on a page that is open to this computer only, never by a link. */
  readonly mayLetRun?: boolean;
  /** What is stopped now; shown on every page. */
  readonly stops?: readonly StopView[];
}

/** A whole page, with the inline texts that its Content-Security-Policy has to allow. */
export interface Page {
  readonly html: string;
  readonly inline: {
    readonly scripts: readonly string[];
    readonly styles: readonly string[];
    readonly hasSearch?: boolean;
  };
}

/** What stands in the one column of a page. */
export interface PageContent {
  readonly title: string;
  readonly main: Html;
  /** Seconds between looks for news; null when the page cannot change. */
  readonly refreshSeconds: number | null;
  /** What it needs beside the style of every page; a constant of our own. */
  readonly style?: string;
  /** What it does beside the script of every page; a constant of our own. */
  readonly script?: string;
  /** It has a form that sends its fields in the address. */
  readonly hasSearch?: boolean;
}

const head = trustedMarkup(
  `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>${consoleStyle}</style>`,
);
const script = trustedMarkup(`<script>${consoleScript}</script>`);
/** Without a script the page reloads as a whole, less often. */
const reloadWithoutScript = trustedMarkup('<noscript><meta http-equiv="refresh" content="30"></noscript>');

/** What every page weighs before it holds anything. */
export const frameBytes = Buffer.byteLength(`${consoleStyle}${consoleScript}`) + 700;

/** From all there is to the least that still serves: the first that fits, else the least. */
export function firstThatFits<Budget>(
  [whole, ...smaller]: readonly [Budget, ...Budget[]],
  mostBytes: number,
  render: (budget: Budget) => Html,
): Html {
  let main = render(whole);
  for (const budget of smaller) {
    if (Buffer.byteLength(renderHtml(main)) <= mostBytes) break;
    main = render(budget);
  }
  return main;
}

export function renderPage(
  site: Pick<Site, 'base' | 'stops' | 'mayLetRun'>,
  content: PageContent,
  access: 'open' | 'signed-link' = 'open',
): Page {
  const { title, refreshSeconds, style, script: ownScript, hasSearch = false } = content;
  const scripts = ownScript === undefined ? [consoleScript] : [consoleScript, ownScript];
  const styles = style === undefined ? [consoleStyle] : [consoleStyle, style];
  const text = renderHtml(html`<!doctype html>
<html lang="en" data-access="${access}" data-base="${site.base}" data-refresh="${refreshSeconds ?? 0}">
<head>${head}${style !== undefined && trustedMarkup(`<style>${style}</style>`)}<title>${title} · Firebreak</title>${refreshSeconds !== null && access === 'open' && reloadWithoutScript}</head>
<body>
<header>${siteLinks(site.base)}<span id="state" class="quiet"></span></header>
${renderMain(site, content)}
<p id="said" role="status" hidden></p>
${script}${ownScript !== undefined && trustedMarkup(`<script>${ownScript}</script>`)}
</body>
</html>`);
  return { html: text, inline: { scripts, styles, hasSearch } };
}

/** The part that changes: what a page that is already open fetches. */
export function renderMain(
  { stops = [], mayLetRun = false }: Pick<Site, 'stops' | 'mayLetRun'>,
  { title, main }: PageContent,
): Html {
  return html`<main data-title="${title} · Firebreak">${stops.map((stop) => stopBanner(stop, mayLetRun))}${main}</main>`;
}
