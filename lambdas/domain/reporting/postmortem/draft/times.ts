import { incidentTimes } from '../../times/incident-times.ts';
import { momentNames } from '../../times/moment-names.ts';
import type { Postmortem } from '../document/postmortem-schema.ts';
import { numbersOf } from './citations.ts';
import type { DraftInput } from './draft-input.ts';

/** When it started, was detected, acknowledged, mitigated and resolved, and by what that is known. */
export function times({ record, timeline }: DraftInput): Postmortem['times'] {
  const { moments, seconds } = incidentTimes(record, timeline);
  return {
    moments: momentNames.map((name) => {
      const moment = moments[name];
      return {
        name,
        at: moment.at,
        how: moment.at === null ? moment.why : moment.how,
        cites: moment.at === null ? [] : numbersOf(timeline, ({ id }) => id === moment.entry),
      };
    }),
    seconds,
  };
}
