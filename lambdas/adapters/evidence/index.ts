import type { EvidenceKind } from '../../domain/evidence/evidence.ts';
import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';
import type { ReportedChangeStore } from '../../ports/reported-change-store.ts';
import { createAppConfigChangesReader } from './appconfig-changes-reader.ts';
import { buildBlastRadiusReader, buildLogsReader } from './build-log-readers.ts';
import { type ChangesReader, createChangesReader } from './changes-reader.ts';
import { createCloudFormationChangesReader } from './cloudformation-changes-reader.ts';
import { createCodeDeployChangesReader } from './codedeploy-changes-reader.ts';
import { createEcsChangesReader } from './ecs-changes-reader.ts';
import { createLambdaChangesReader } from './lambda-changes-reader.ts';
import { createMetricsReader } from './metrics-reader.ts';
import { createReportedChangesReader } from './reported-changes-reader.ts';
import { createServiceSeriesReader } from './service-series-reader.ts';

/** What readers are made of. */
export interface EvidenceContext {
  readonly aws: AwsCaller;
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
