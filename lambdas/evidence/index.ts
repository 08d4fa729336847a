import { blastRadiusEvidence } from './blast-radius/blast-radius-evidence.ts';
import { changesEvidence } from './changes/changes-evidence.ts';
import { deadLettersEvidence } from './dead-letters/dead-letters-evidence.ts';
import { logsEvidence } from './logs/logs-evidence.ts';
import { metricsEvidence } from './metrics/metrics-evidence.ts';

/** Every kind of evidence, in the order in which people read of it. What reads them is in readers.ts. */
export const evidenceKinds = [
  metricsEvidence,
  blastRadiusEvidence,
  logsEvidence,
  deadLettersEvidence,
  changesEvidence,
] as const;
