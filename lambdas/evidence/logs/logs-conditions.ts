import type { LogsEvidence } from '../../domain/records/evidence.ts';
import type { EvidenceValues } from '../../domain/triage/conditions/evidence-conditions.ts';

/** `top` is the pattern that matters most, in lower case to look for words in; without any error it is missing. */
export const logsConditions: EvidenceValues<LogsEvidence> = {
  name: 'logs',
  fields: {
    newPatterns: 'anything',
    patterns: 'anything',
    top: 'anything',
    topIsNew: 'anything',
    topCount: 'anything',
    errorsBefore: 'anything',
    errorsAfter: 'anything',
  },
  values({ patterns }) {
    const [top] = patterns;
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    return {
      newPatterns: patterns.filter(({ isNew }) => isNew).length,
      patterns: patterns.map(({ pattern }) => pattern.toLowerCase()),
      errorsBefore: sum(patterns.map(({ countBefore }) => countBefore)),
      errorsAfter: sum(patterns.map(({ countAfter }) => countAfter)),
      ...(top === undefined
        ? {}
        : { top: top.pattern.toLowerCase(), topIsNew: top.isNew, topCount: top.countAfter }),
    };
  },
};
