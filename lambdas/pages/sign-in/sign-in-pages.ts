import { consoleStyle } from '../html/console-style.ts';
import { type Html, html, renderHtml, trustedMarkup } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { siteLinks } from '../html/site-links.ts';
import { mePageScript } from './me-page-script.ts';

const style = `${consoleStyle}
button,a.button{display:inline-block;font:inherit;font-weight:700;min-height:2.75rem;padding:.5rem 1rem;border-radius:.5rem;border:2px solid currentColor;background:var(--card);color:var(--text);cursor:pointer;text-decoration:none}
[hidden]{display:none!important}`;
const styleTag = trustedMarkup(`<style>${style}</style>`);
const scriptTag = trustedMarkup(`<script>${mePageScript}</script>`);

/** Who this browser is signed in as: the same bytes for everybody, the script asks. */
export function mePage(base: string): Page {
  return page(
    base,
    'Who am I',
    html`<h1>Who am I</h1>
<p id="status" role="status">Loading…</p>
<dl class="facts" id="facts" hidden><dt>Person</dt><dd id="person"></dd><dt>Signed in</dt><dd id="since"></dd><dt>Until</dt><dd id="until"></dd><dt>May approve</dt><dd id="approver"></dd></dl>
<p><a class="button" id="sign-in" href="${`${base}/v1/sign-in?return=/me`}">Sign in</a> <button id="sign-out" type="button" hidden>Sign out</button></p>
<p><a href="${`${base}/`}">All incidents</a></p>
<noscript><p>This page needs JavaScript: who you are is in no address.</p></noscript>
${scriptTag}`,
    [mePageScript],
  );
}

/** Why somebody is not signed in, and what to do. */
export function refusedPage(base: string, why: string, returnTo: string | null): Page {
  const again = `${base}/v1/sign-in?return=${encodeURIComponent(returnTo ?? '/me')}${returnTo === '/approve' ? '&fresh=1' : ''}`;
  return page(
    base,
    'Sign-in not accepted',
    html`<h1>This sign-in was not accepted</h1>
<p role="alert">${why}.</p>
<p>Nothing was decided and nothing was changed.</p>
<p><a class="button" href="${again}">Sign in again</a></p>
${
  returnTo === '/approve' &&
  html`<p><a href="${`${base}/approve`}">Back to the request</a>: it can be rejected without signing in.</p>
<p>If the issuer stays away, nobody can approve this step here: take the incident over, and do it by hand.</p>`
}`,
    [],
  );
}

function page(base: string, title: string, main: Html, scripts: readonly string[]): Page {
  const text = renderHtml(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><link rel="icon" href="data:,"><title>${title} · Firebreak</title>${styleTag}</head>
<body>
<header>${siteLinks(base)}</header>
<main>${main}</main>
</body>
</html>
`);
  return { html: text, inline: { scripts, styles: [style] } };
}
