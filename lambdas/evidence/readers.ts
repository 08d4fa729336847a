import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { EvidenceKind } from '../domain/records/evidence.ts';
import type { IamStatement } from '../ports/action.ts';
import type { AwsClients } from '../ports/aws-clients.ts';
import type { EvidenceReader } from '../ports/evidence-reader.ts';
import type { ReportedChangeStore } from '../ports/reported-change-store.ts';
import { blastRadiusPermissions } from './blast-radius/blast-radius-permissions.ts';
import { buildBlastRadiusReader, buildLogsReader } from './build-log-readers.ts';
import { appConfigChangesIam, createAppConfigChangesReader } from './changes/appconfig-changes-reader.ts';
import { type ChangesReader, createChangesReader } from './changes/changes-reader.ts';
import {
  cloudFormationChangesIam,
  createCloudFormationChangesReader,
} from './changes/cloudformation-changes-reader.ts';
import { codeDeployChangesIam, createCodeDeployChangesReader } from './changes/codedeploy-changes-reader.ts';
import { createEcsChangesReader, ecsChangesIam } from './changes/ecs-changes-reader.ts';
import { createLambdaChangesReader, lambdaChangesIam } from './changes/lambda-changes-reader.ts';
import { createReportedChangesReader } from './changes/reported-changes-reader.ts';
import { logsPermissions } from './logs/logs-permissions.ts';
import { metricsPermissions } from './metrics/metrics-permissions.ts';
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
  changes: (context) =>
    createChangesReader(
      changesSources.map(({ create }) => create(context)),
      context,
    ),
  logs: ({ aws }) => buildLogsReader(aws),
  'blast-radius': ({ aws }) => buildBlastRadiusReader(aws),
};

/** Every source of changes, with what it may call. A new one is its file and its line here. */
const changesSources: readonly ChangesSource[] = [
  { create: ({ aws }) => createLambdaChangesReader(aws), iam: lambdaChangesIam },
  { create: ({ aws }) => createAppConfigChangesReader(aws), iam: appConfigChangesIam },
  { create: ({ aws }) => createCodeDeployChangesReader(aws), iam: codeDeployChangesIam },
  { create: ({ aws }) => createEcsChangesReader(aws), iam: ecsChangesIam },
  { create: ({ aws }) => createCloudFormationChangesReader(aws), iam: cloudFormationChangesIam },
  { create: ({ reportedChanges }) => createReportedChangesReader(reportedChanges), iam: () => [] },
];

interface ChangesSource {
  readonly create: (context: EvidenceContext) => ChangesReader;
  readonly iam: (services: readonly ServicePolicy[]) => readonly IamStatement[];
}

/** What the reader of each kind may read: exactly what policy names. */
export const evidencePermissions: Readonly<
  Record<EvidenceKind, (services: readonly ServicePolicy[]) => readonly IamStatement[]>
> = {
  metrics: metricsPermissions,
  changes: (services) => changesSources.flatMap(({ iam }) => iam(services)),
  logs: logsPermissions,
  'blast-radius': blastRadiusPermissions,
};
