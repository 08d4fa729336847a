import { commandKind, commands } from '../../../records/command.ts';
import type { TimelineEntry } from '../../../records/timeline.ts';
import type { Postmortem } from '../document/postmortem-schema.ts';
import { numbersOf } from './citations.ts';
import { aboutStep, type Draft } from './draft-input.ts';

const decisive: readonly string[] = [
  'incident.assessed',
  'plan.made',
  'approval.agreed',
  'approval.withdrawn',
  'approval.decided',
  'approval.expired',
  'approval.void',
  'step.started',
  'step.undo',
  'severity.raised',
  'incident.handed-over',
  ...commands.map(commandKind),
];
/** A decision rests on so many of the newest findings at most. */
const mostKnown = 12;

/** What was decided, by whom, and which findings were there at that moment: nothing that came later. */
export function decisions({ record, timeline }: Draft): Postmortem['decisions'] {
  return timeline.flatMap((entry, place) =>
    decisive.includes(entry.kind)
      ? [
          {
            at: entry.at,
            actor: entry.actor,
            text: aboutStep(record, entry),
            cites: [place + 1],
            knownThen: numbersOf(timeline.slice(0, place), isFinding).slice(-mostKnown),
          },
        ]
      : [],
  );
}

function isFinding({ kind }: TimelineEntry): boolean {
  return /^(alert|evidence)\.|^suspects\.ranked$|^step\.(verified|settled)$|^command\.note$/.test(kind);
}
