import { lowerFirst } from '../../../domain/reporting/labels/first-letter.ts';
import { type Html, html } from '../../html/html.ts';
import type { Act } from './commands-section.ts';

const everywhere = [
  { key: 'j k', label: 'next and previous section' },
  { key: 'e', label: 'open or fold everything' },
  { key: 'l', label: 'all incidents' },
  { key: '?', label: 'these keys' },
];

/** What one key does, and how to switch that off: whoever speaks to their computer does not want it. */
export function keysDialog(acts: readonly Pick<Act, 'key' | 'label'>[]): Html {
  return html`<dialog id="keys" aria-labelledby="keys-name"><h2 id="keys-name">Keys</h2><dl>${[...acts, ...everywhere].map(({ key, label }) => html`<dt><kbd>${key}</kbd></dt><dd>${lowerFirst(label)}</dd>`)}</dl>
<label class="check"><input type="checkbox" id="keys-on" checked> Use these keys</label><form method="dialog"><button>Close</button></form></dialog>
<p class="small"><button type="button" class="text" data-opens="all">Open or fold everything</button> · <button type="button" class="text" data-opens="keys">Keyboard shortcuts</button></p>`;
}
