import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { IamStatement } from '../../ports/action.ts';
import type { EvidenceContext, EvidenceReading } from '../../ports/evidence-reader.ts';
import { launchDarklyFlag } from '../../resources/launchdarkly-flag.ts';
import { launchDarklyServer } from '../../resources/outside/launchdarkly-server.ts';
import { unleashServer } from '../../resources/outside/unleash-server.ts';
import { unleashFlag } from '../../resources/unleash-flag.ts';
import { appConfigChangesIam, createAppConfigChangesReader } from './appconfig-changes-reader.ts';
import { autoScalingChangesIam, createAutoScalingChangesReader } from './auto-scaling-changes-reader.ts';
import { type ChangesReader, createChangesReader } from './changes-reader.ts';
import {
  cloudFormationChangesIam,
  createCloudFormationChangesReader,
} from './cloudformation-changes-reader.ts';
import { codeDeployChangesIam, createCodeDeployChangesReader } from './codedeploy-changes-reader.ts';
import { createEcsChangesReader, ecsChangesIam } from './ecs-changes-reader.ts';
import { createLambdaChangesReader, lambdaChangesIam } from './lambda-changes-reader.ts';
import { createOutsideFlagChangesReader, outsideFlagChangesIam } from './outside-flag-changes-reader.ts';
import { createReportedChangesReader } from './reported-changes-reader.ts';
import { createSecretChangesReader, secretChangesIam } from './secret-changes-reader.ts';

/** Each asks a server of its own, so that one that is away is named. */
const outsideFlags: readonly ChangesSource[] = [
  {
    create: ({ aws, http }) =>
      createOutsideFlagChangesReader(aws, http, launchDarklyFlag, launchDarklyServer),
    iam: (services) => outsideFlagChangesIam(services, launchDarklyFlag),
  },
  {
    create: ({ aws, http }) => createOutsideFlagChangesReader(aws, http, unleashFlag, unleashServer),
    iam: (services) => outsideFlagChangesIam(services, unleashFlag),
  },
];

/** Every source of changes, with what it may call. A new one is its file and its line here. */
const changesSources: readonly ChangesSource[] = [
  { create: ({ aws }) => createLambdaChangesReader(aws), iam: lambdaChangesIam },
  { create: ({ aws }) => createAppConfigChangesReader(aws), iam: appConfigChangesIam },
  { create: ({ aws }) => createCodeDeployChangesReader(aws), iam: codeDeployChangesIam },
  { create: ({ aws }) => createEcsChangesReader(aws), iam: ecsChangesIam },
  { create: ({ aws }) => createAutoScalingChangesReader(aws), iam: autoScalingChangesIam },
  { create: ({ aws }) => createCloudFormationChangesReader(aws), iam: cloudFormationChangesIam },
  { create: ({ aws }) => createSecretChangesReader(aws), iam: secretChangesIam },
  ...outsideFlags,
  {
    create: ({ reportedChanges, ...policy }) => createReportedChangesReader(reportedChanges, policy),
    iam: () => [],
  },
];

interface ChangesSource {
  readonly create: (context: EvidenceContext) => ChangesReader;
  readonly iam: (services: readonly ServicePolicy[]) => readonly IamStatement[];
}

/** Changes that AWS knows of, and those that were reported. */
export const changesReading: EvidenceReading = {
  kind: 'changes',
  create: (context) =>
    createChangesReader(
      changesSources.map(({ create }) => create(context)),
      context,
    ),
  permissions: (services) => changesSources.flatMap(({ iam }) => iam(services)),
};
