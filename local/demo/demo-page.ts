import { createHash } from 'node:crypto';
import { consoleStyle } from '../../lambdas/pages/html/console-style.ts';
import { html, renderHtml, trustedMarkup } from '../../lambdas/pages/html/html.ts';
import type { LocalResponse } from '../cloud/http/loopback-server.ts';
import { demoScript } from './demo-script.ts';
import { demoStyle } from './demo-style.ts';

export interface DemoPage {
  /** Changes with every start of a scenario. */
  readonly run: string;
  /** The scenario that is played; null: none. */
  readonly scenario: string | null;
  readonly summary: string | null;
  readonly scenarios: readonly { readonly name: string; readonly summary: string }[];
  /** The viewer of the stand-in of SES, and what chat and pagers got. */
  readonly inbox: string;
  readonly channels: string;
}

const style = `${consoleStyle}${demoStyle}`;
const policy = [
  "default-src 'none'",
  `script-src '${hashOf(demoScript)}'`,
  `style-src '${hashOf(style)}'`,
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The world, the incident and the inbox beside each other. */
export function demoPage(demo: DemoPage): LocalResponse {
  const { run, scenario, summary, scenarios, inbox, channels } = demo;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">${trustedMarkup(`<style>${style}</style>`)}<title>Firebreak on this computer</title></head>
<body data-pane="incident" data-run="${run}">
<div class="bar-top"><h1>Firebreak</h1><span>The clock here: <span id="clock">–</span></span><span id="copied" role="status" class="small quiet"></span>
<form id="picker"><label for="scenario" class="small quiet">Scenario</label><select id="scenario" name="scenario">${scenarios.map(({ name, summary: text }) => (name === scenario ? html`<option value="${name}" selected>${name}: ${text}</option>` : html`<option value="${name}">${name}: ${text}</option>`))}</select><button>Start it</button></form></div>
<div class="tabs" role="tablist"><button role="tab" data-pane="world" aria-selected="false">World</button><button role="tab" data-pane="incident" aria-selected="true">Incident</button><button role="tab" data-pane="inbox" aria-selected="false">Inbox<span id="mail-count"></span></button></div>
<main class="panes">
<section class="pane" id="world-pane" tabindex="0"><h2>The simulated world</h2>${summary !== null && html`<p class="small quiet">${summary}</p>`}<div id="world"><p class="quiet">Loading…</p></div></section>
<section class="pane framed" id="incident-pane" aria-label="What Firebreak shows"><iframe id="incident" name="incident" title="What Firebreak shows" src="/"></iframe></section>
<section class="pane" id="inbox-pane" tabindex="0"><div class="row"><h2>Inbox of everybody</h2><span class="small"><a href="${inbox}" target="_blank" rel="noopener">viewer</a> · <a href="${channels}" target="_blank" rel="noopener">channels</a></span></div><div id="inbox"></div></section>
</main>
<dialog id="reader" aria-label="Mail"><div class="row"><b>Mail</b><button type="button" class="tap" data-close>Close</button></div><iframe id="mail" title="The mail" sandbox=""></iframe></dialog>
<div id="wait" hidden role="alert"><p id="wait-text"></p></div>
${trustedMarkup(`<script>${demoScript}</script>`)}
</body></html>`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: renderHtml(page),
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
