import { type Html, html } from '../../html/html.ts';

const keys = [
  ['a', 'acknowledge'],
  ['t', 'take over'],
  ['r', 'resolve'],
  ['n', 'note'],
  ['s', 'severity'],
  ['u', 'status update'],
  ['x', 'stop automation'],
  ['j k', 'next and previous section'],
  ['l', 'all incidents'],
  ['?', 'these keys'],
] as const;

/** What one key does, and how to switch that off: whoever speaks to their computer does not want it. */
export function keysDialog(): Html {
  return html`<dialog id="keys" aria-labelledby="keys-name"><h2 id="keys-name">Keys</h2><dl>${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
<label class="check"><input type="checkbox" id="keys-on" checked> Use these keys</label><form method="dialog"><button>Close</button></form></dialog>
<p class="small"><button type="button" class="text" data-opens="keys">Keyboard shortcuts</button></p>`;
}
