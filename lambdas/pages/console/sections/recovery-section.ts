import type { Criterion } from '../../../domain/records/recovery-look/recovery-look.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { timeTag, withTimes } from '../../html/times.ts';

const badges = {
  met: { tone: 'good', word: 'met' },
  'not-met': { tone: 'warn', word: 'not met' },
  unknown: { tone: 'plain', word: 'not known' },
} as const;

/** What has to be true before the incident closes by itself, as it was seen last. */
export function recoverySection({ recovery, status }: IncidentView): Html | null {
  if (recovery === null) return null;
  const { at, extendedUntil, criteria } = recovery;
  const met = criteria.filter(({ state }) => state === 'met').length;
  return foldedSection(
    {
      id: 'recovery',
      heading: 'Has it recovered?',
      fact: `${met} of ${criteria.length} met`,
      isOpen: status === 'verifying',
    },
    html`<ul>${criteria.slice(0, 16).map((each) => criterionItem(each, at))}</ul>
<p class="small quiet">Seen ${timeTag(at, 'time')}${extendedUntil !== null && html` · something was not known: waited until ${timeTag(extendedUntil, 'time')}`}</p>`,
  );
}

function criterionItem({ label, state, text, required }: Criterion, seenAt: string): Html {
  const { tone, word } = badges[state];
  return html`<li><span class="badge ${tone}">${word}</span> ${clip(label, 160)}${!required && html` <small>(shown only)</small>`}<br><small>${withTimes(clip(text, 240), seenAt)}</small></li>`;
}
