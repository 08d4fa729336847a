import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { EvidenceKind } from '../domain/records/evidence.ts';
import type { AwsClients } from '../ports/aws-clients.ts';
import type { EvidenceReader } from '../ports/evidence-reader.ts';
import type { ReportedChangeStore } from '../ports/reported-change-store.ts';
import { buildBlastRadiusReader, buildLogsReader } from './build-log-readers.ts';
import { createAppConfigChangesReader } from './changes/appconfig-changes-reader.ts';
import { type ChangesReader, createChangesReader } from './changes/changes-reader.ts';
import { createCloudFormationChangesReader } from './changes/cloudformation-changes-reader.ts';
import { createCodeDeployChangesReader } from './changes/codedeploy-changes-reader.ts';
import { createEcsChangesReader } from './changes/ecs-changes-reader.ts';
import { createLambdaChangesReader } from './changes/lambda-changes-reader.ts';
import { createReportedChangesReader } from './changes/reported-changes-reader.ts';
import { createMetricsReader } from './metrics/metrics-reader.ts';
import { createServiceSeriesReader } from './metrics/service-series-reader.ts';

/** What readers are made of. */
export interface EvidenceContext {
  readonly aws: AwsClients;
  /** All services that policy knows. */
  readonly services: readonly ServicePolicy[];
  readonly reportedChanges: ReportedChangeStore;
}

/** Every kind of evidence and what reads it. A new reader is its file and its line here. */
export const evidenceReaders: Readonly<Record<EvidenceKind, (context: EvidenceContext) => EvidenceReader>> = {
  metrics: ({ aws }) => createMetricsReader(createServiceSeriesReader(aws)),
  changes: (context) => createChangesReader(changesReaders(context), context),
  logs: ({ aws }) => buildLogsReader(aws),
  'blast-radius': ({ aws }) => buildBlastRadiusReader(aws),
};

/** Every source of changes. A new one is its file, its line here and its permissions in `changesPermissions`. */
function changesReaders({ aws, reportedChanges }: EvidenceContext): readonly ChangesReader[] {
  return [
    createLambdaChangesReader(aws),
    createAppConfigChangesReader(aws),
    createCodeDeployChangesReader(aws),
    createEcsChangesReader(aws),
    createCloudFormationChangesReader(aws),
    createReportedChangesReader(reportedChanges),
  ];
}
