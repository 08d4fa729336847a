import { html } from './html.ts';
import type { PageContent, Site } from './layout.ts';

export function notFoundPage(site: Pick<Site, 'base'>): PageContent {
  return {
    title: 'Not found',
    refreshSeconds: null,
    main: html`<h1>There is no such page</h1>
<p>The incident may belong to another installation, or the address is incomplete.</p>
<p><a href="${`${site.base}/`}">All incidents</a></p>`,
  };
}

/**
 * A page without data: its script fetches them with the personal key, or the session, that only the reader's browser has. `signIn`: where
 * to sign in; null where nobody can.
 */
export function shellPage(signIn: string | null): PageContent {
  return {
    title: 'Incident',
    refreshSeconds: 10,
    main: html`<p role="status">Loading…</p>
${signIn !== null && html`<p id="sign-in" hidden><a href="${signIn}">Sign in</a></p>`}
<noscript><p>This page needs JavaScript: your key must not be sent in an address.</p></noscript>`,
  };
}

/** What was asked for cannot be read at this moment. */
export function unavailablePage(): PageContent {
  return {
    title: 'Not available',
    refreshSeconds: 10,
    main: html`<h1>Incidents cannot be read just now</h1>
<p>A part of the installation does not answer. Alerts are still taken and kept, and this page looks again by itself.</p>
<p>If it lasts longer than a few minutes, the runbook tells what to do: <code>docs/runbook.md</code>, "show-console". On the command line: <code>npx firebreak doctor</code>.</p>`,
  };
}
