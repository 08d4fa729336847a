import type { QualityFlag } from '../../records/evidence.ts';

const labels: Readonly<Record<QualityFlag, string>> = {
  gaps: 'gaps in the series',
  sparse: 'few readings',
  stopped: 'the newest readings are missing',
  reset: 'its counter restarted',
  bursty: 'mostly quiet, with peaks',
  constant: 'never varies',
  short: 'too little history for a baseline',
};

/** What is odd about a series, for people: `gaps in the series; few readings`. Empty when nothing is. */
export function qualityLabel(flags: readonly QualityFlag[]): string {
  return flags.map((flag) => labels[flag]).join('; ');
}
