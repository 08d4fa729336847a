import type { EvidenceKind } from '../../domain/evidence/evidence.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import { createAppConfigChangesReader } from './appconfig-changes-reader.ts';
import { buildBlastRadiusReader, buildLogsReader } from './build-log-readers.ts';
import { createChangesReader } from './changes-reader.ts';
import { createCloudwatchSeriesReader } from './cloudwatch-series-reader.ts';
import { createLambdaChangesReader } from './lambda-changes-reader.ts';
import { createMetricsReader } from './metrics-reader.ts';

/** Every kind of evidence and what reads it. A new reader is its file and its line here. */
export const evidenceReaders: Readonly<Record<EvidenceKind, (aws: AwsCaller) => EvidenceReader>> = {
  metrics: (aws) => createMetricsReader(createCloudwatchSeriesReader(aws)),
  changes: (aws) => createChangesReader([createLambdaChangesReader(aws), createAppConfigChangesReader(aws)]),
  logs: buildLogsReader,
  'blast-radius': buildBlastRadiusReader,
};
