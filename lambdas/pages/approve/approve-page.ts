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
<header><span>Firebreak</span></header>
<main>
<p id="loading">Loading…</p>
<noscript><p>This page needs JavaScript: it shows what is asked only to the holder of the link.</p></noscript>
<section id="request" hidden aria-labelledby="asked">
<p class="row"><span id="severity" class="badge"></span> <strong id="service"></strong></p>
<h1 id="asked"></h1>
<p id="title"></p>
</section>
<section id="ended" class="card now" hidden aria-live="polite"><h2 id="outcome"></h2><p id="outcome-text"></p></section>
<form id="decide" class="card" hidden autocomplete="off" novalidate>
<p class="small quiet" id="expires"></p>
<div class="field"><label for="code">Match code from your mail</label>
<input id="code" type="text" inputmode="numeric" autocomplete="off" pattern="[0-9]{6}" maxlength="8" spellcheck="false" aria-describedby="message"></div>
<div class="field"><label for="comment">Comment (optional)</label>
<textarea id="comment" maxlength="1000" autocomplete="off"></textarea></div>
<div class="buttons"><button id="approve" type="button">Approve</button><button id="reject" type="button">Reject</button></div>
</form>
<p id="message" role="alert"></p>
<button id="again" type="button" hidden>Look again</button>
<section id="grounds" hidden>
<h2>Why</h2><ul id="why"></ul>
<h2>Evidence</h2><div id="evidence"></div>
<h2>If it does not help</h2><p id="otherwise"></p>
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
