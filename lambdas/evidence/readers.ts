import type { EvidenceReading } from '../ports/plug-ins/evidence-reader.ts';
import { blastRadiusReading } from './blast-radius/blast-radius-reading.ts';
import { changesReading } from './changes/changes-reading.ts';
import { deadLettersReading } from './dead-letters/dead-letters-reading.ts';
import { logsReading } from './logs/logs-reading.ts';
import { metricsReading } from './metrics/metrics-reading.ts';

/** How every kind of evidence is read. No handler imports this: its bundle would hold the readers of all kinds. */
export const evidenceReadings: readonly EvidenceReading[] = [
  metricsReading,
  blastRadiusReading,
  logsReading,
  deadLettersReading,
  changesReading,
];
