import { durationLabel } from '../../../domain/reporting/labels/duration-label.ts';
import type { Moment } from '../../../domain/reporting/times/incident-times.ts';
import {
  type DurationName,
  type MomentName,
  momentNames,
} from '../../../domain/reporting/times/moment-names.ts';
import type { CommunicationView } from '../../../domain/reporting/views/communication-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { timeTag } from '../../html/times.ts';

/** What the time to a moment is called. */
const tookBy: Readonly<Partial<Record<MomentName, DurationName>>> = {
  detected: 'detect',
  acknowledged: 'acknowledge',
  mitigated: 'mitigate',
  resolved: 'resolve',
};

/** When it started, was detected and so on, each with how that is known; and the status updates. */
export function communicationSection(view: CommunicationView | null): Html | null {
  if (view === null) return null;
  const { times, updates } = view;
  const { due, onTime } = updates.adherence;
  return foldedSection(
    {
      id: 'times',
      heading: 'Times and updates',
      fact:
        updates.overdueSince === null
          ? factOf(times)
          : html`<span class="problem">a status update did not go out</span>`,
    },
    html`${updates.overdueSince !== null && html`<p class="problem">A status update was due at ${timeTag(updates.overdueSince)} and did not go out.</p>`}
<ul>${momentNames.map((name) => momentLine(name, times.moments[name], secondsTo(times, name)))}</ul>
<p class="small quiet">${updates.lastAt === null ? 'No status update so far' : html`Last status update ${timeTag(updates.lastAt)}`}${
      updates.nextAt !== null && html`, next by ${timeTag(updates.nextAt)}`
    }${due > 0 && html`; ${onTime} of ${due} on time`}.</p>`,
  );
}

/** `detected after 3 min, mitigated after 19 min`. */
function factOf(times: CommunicationView['times']): string {
  const told = momentNames.flatMap((name) => {
    const seconds = secondsTo(times, name);
    return seconds === null || times.moments[name].at === null
      ? []
      : [`${name} after ${durationLabel(seconds * 1000)}`];
  });
  return told.join(', ') || 'not known yet';
}

function secondsTo({ seconds }: CommunicationView['times'], name: MomentName) {
  const duration = tookBy[name];
  return duration === undefined ? null : seconds[duration];
}

function momentLine(name: string, moment: Moment, seconds: number | null): Html {
  if (moment.at === null) return html`<li>${name}: <span class="quiet">${clip(moment.why, 120)}</span></li>`;
  return html`<li>${name}: ${timeTag(moment.at)}${seconds !== null && html`, after ${durationLabel(seconds * 1000)}`} <small>${clip(moment.how, 120)}</small></li>`;
}
