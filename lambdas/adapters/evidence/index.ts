import type { EvidenceKind } from '../../domain/evidence/evidence.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import { createAppConfigChangesReader } from './appconfig-changes-reader.ts';
import { createChangesReader } from './changes-reader.ts';
import { createLambdaChangesReader } from './lambda-changes-reader.ts';
import { createMetricsReader } from './metrics-reader.ts';
import { createNotSetUpReader } from './not-set-up-reader.ts';
import { createServiceSeriesReader } from './service-series-reader.ts';

/** Every kind of evidence and what reads it. A new reader is its file and its line here. */
export const evidenceReaders: Readonly<Record<EvidenceKind, (aws: AwsCaller) => EvidenceReader>> = {
  metrics: (aws) => createMetricsReader(createServiceSeriesReader(aws)),
  changes: (aws) => createChangesReader([createLambdaChangesReader(aws), createAppConfigChangesReader(aws)]),
  logs: () => createNotSetUpReader('logs'),
  'blast-radius': () => createNotSetUpReader('blast-radius'),
};
