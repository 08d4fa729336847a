import { consoleStyle } from '../html/console-style.ts';
import { approveScript } from './approve-script.ts';
import { approveStyle } from './approve-style.ts';

export interface ApprovePage {
  readonly html: string;
  /** The inline texts that the page's Content-Security-Policy has to allow. */
  readonly inline: { readonly scripts: readonly string[]; readonly styles: readonly string[] };
}

const style = `${consoleStyle}${approveStyle}`;

/** The same bytes for everybody: what is asked comes only to the script, for the key in the link's fragment. */
const page: ApprovePage = {
  inline: { scripts: [approveScript], styles: [style] },
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,"><title>Approval · Firebreak</title><style>${style}</style>
</head>
<body>
<header><span>Firebreak</span> <span id="you"></span></header>
<main>
<p id="loading">Loading…</p>
<noscript><p>This page needs JavaScript: it shows what is asked only to the holder of the link.</p></noscript>
<section id="ended" class="card now" hidden aria-labelledby="outcome"><div role="status"><h1 id="outcome"></h1><p id="outcome-text"></p>
<p id="next"></p></div><ul id="recovery" hidden></ul>
<ol id="progress" class="timeline" hidden></ol>
<div class="links"><a id="ended-incident" class="button" href="#">Follow the incident</a></div>
<div id="left" hidden><h2>Left to do</h2><ul id="left-list" class="links"></ul></div></section>
<section id="request" hidden aria-labelledby="asked">
<p class="row"><span id="severity" class="badge"></span> <strong id="service"></strong></p>
<h1 id="asked"></h1>
<p id="title" class="quiet"></p>
<ul id="why" class="brief"></ul>
<dl class="facts">
<dt>Expected</dt><dd id="expected"></dd>
<dt>If not</dt><dd id="otherwise"></dd>
<dt id="time-label">Time left</dt><dd id="expires"></dd>
<dt>Asked</dt><dd id="people"></dd>
</dl>
</section>
<form id="decide" class="card" hidden autocomplete="off" novalidate>
<h2 id="form-title">Your decision</h2>
<p id="standing" hidden></p>
<div id="sign-in" class="sign-in" hidden><p id="sign-in-text"></p><a id="sign-in-link" class="button" href="#">Sign in</a></div>
<div class="field"><label for="code">Match code from your mail</label>
<input id="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" spellcheck="false" aria-describedby="code-error">
<p id="code-error" class="error" role="alert"></p></div>
<div class="field"><label for="comment">Reason (optional)</label>
<textarea id="comment" maxlength="1000" autocomplete="off"></textarea></div>
<div class="buttons" id="vote"><button id="approve" type="button"><span aria-hidden="true">✓</span> Approve</button><button id="reject" type="button"><span aria-hidden="true">✕</span> Reject</button></div>
<div class="buttons" id="withdrawal" hidden><button id="withdraw" type="button">Take my approval back</button></div>
<div class="buttons" id="anew" hidden><button id="ask-again" type="button">Ask everybody again</button></div>
</form>
<p id="message" role="alert"></p>
<button id="again" type="button" hidden>Look again</button>
<section id="grounds" hidden>
<h2>Now</h2><ul id="readings" class="readings"></ul>
<details><summary>All evidence</summary><div id="evidence"></div></details>
<p><a id="incident" href="#">Open the incident</a></p>
<p class="small quiet" id="ids"></p>
</section>
</main>
<script>${approveScript}</script>
</body>
</html>
`,
};

export function approvePage(): ApprovePage {
  return page;
}
