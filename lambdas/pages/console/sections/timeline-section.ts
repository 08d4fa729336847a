import type { TimelineEntryView } from '../../../domain/reporting/views/timeline-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { actorLabel, clip } from '../../html/labels.ts';
import { fitInto, type PageBudget } from '../../html/page-budget.ts';
import { timeTag, withTimes } from '../../html/times.ts';

/** What can be looked at alone, each with its number in the style. */
const groups = ['All', 'Alerts', 'Findings', 'Decisions', 'Actions', 'Messages'] as const;
type Group = Exclude<(typeof groups)[number], 'All'>;

/** By the family of its kind; what belongs to no other is a decision about the incident. */
const families: Readonly<Record<string, Group>> = {
  alert: 'Alerts',
  alerts: 'Alerts',
  evidence: 'Findings',
  suspects: 'Findings',
  step: 'Actions',
  debt: 'Actions',
  notification: 'Messages',
  'status-update': 'Messages',
  postmortem: 'Messages',
  'follow-up': 'Messages',
};

/** What happened, oldest first; what happened within one second stands together, and one kind of it can be looked at alone. */
export function timelineSection(timeline: readonly TimelineEntryView[], budget: PageBudget): Html {
  const hidden = Math.max(0, timeline.length - budget.entries);
  const shown = timeline.slice(hidden).map((entry) => fitInto(budget, entry));
  const moments = [...Map.groupBy(shown, ({ at }) => at.slice(0, 19)).values()];
  const last = shown.at(-1);
  return foldedSection(
    {
      id: 'timeline',
      heading: 'Timeline',
      fact:
        last === undefined
          ? 'no entry'
          : html`${timeline.length} ${timeline.length === 1 ? 'entry' : 'entries'}; ${timeTag(last.at)} ${clip(last.text, 80)}`,
    },
    html`<fieldset class="chips"><legend class="vh">Show</legend>${groups.map(filterChip)}</fieldset>
<p class="small quiet">Where nobody is named, Firebreak did it.</p>
${hidden > 0 && html`<p class="small quiet">The first ${hidden} entries are left out here; the API has all of them.</p>`}
<ol class="timeline">${moments.map(momentItem)}</ol>`,
  );
}

function filterChip(name: string, place: number): Html {
  const input =
    place === 0
      ? html`<input type="radio" name="shown" checked>`
      : html`<input type="radio" name="shown" id="${`f${place}`}">`;
  return html`<label>${input}${name}</label>`;
}

/** The date stands only where it changes. */
function momentItem(
  entries: readonly TimelineEntryView[],
  place: number,
  all: readonly (readonly TimelineEntryView[])[],
): Html {
  const at = entries[0]?.at ?? '';
  const before = all[place - 1]?.[0]?.at ?? at;
  const detail = before.slice(0, 10) === at.slice(0, 10) ? 'time' : 'date-time';
  return html`<li>${timeTag(at, detail)}<div>${entries.map(entryLine)}</div></li>`;
}

function entryLine({ at, kind, text, actor, data }: TimelineEntryView): Html {
  const group = families[kind.split('.')[0] ?? ''] ?? 'Decisions';
  // A command is for copying.
  const told = kind === 'step.call' ? html`<code>${clip(text, 1000)}</code>` : withTimes(clip(text, 300), at);
  const by = actor.startsWith('firebreak:')
    ? null
    : html` <small>${clip(actorLabel(actor, data), 60)}</small>`;
  return html`<p class="${`g${groups.indexOf(group)}`}">${told}${by}</p>`;
}
