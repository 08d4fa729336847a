import type { EvidenceConditions } from '../domain/triage/conditions/evidence-conditions.ts';
import { blastRadiusConditions } from './blast-radius/blast-radius-conditions.ts';
import { changesConditions } from './changes/changes-conditions.ts';
import { deadLettersConditions } from './dead-letters/dead-letters-conditions.ts';
import { logsConditions } from './logs/logs-conditions.ts';
import { metricsConditions } from './metrics/metrics-conditions.ts';

/** What conditions may read of every kind of evidence, for functions that decide by it and show none of it: they stay small. */
export const evidenceConditions = [
  { kind: 'metrics', conditions: metricsConditions },
  { kind: 'blast-radius', conditions: blastRadiusConditions },
  { kind: 'logs', conditions: logsConditions },
  { kind: 'dead-letters', conditions: deadLettersConditions },
  { kind: 'changes', conditions: changesConditions },
] as const satisfies readonly EvidenceConditions[];
