import { byLocation } from '../../domain/policy/by-location.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Location } from '../../domain/records/resource.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import { launchDarklyFlag } from '../../resources/launchdarkly-flag.ts';
import { launchDarklyServer } from '../../resources/outside/launchdarkly-server.ts';
import { unleashServer } from '../../resources/outside/unleash-server.ts';
import { unleashFlag } from '../../resources/unleash-flag.ts';
import { inEachLocation } from '../in-each-location.ts';
import { agentRuntimeChangesIam, createAgentRuntimeChangesReader } from './agent-runtime-changes-reader.ts';
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

/** Every source of changes that is asked with AWS's permissions, with what it may call. A new one is its file and its line here. */
const changesSources: readonly ChangesSource[] = [
  { create: createLambdaChangesReader, iam: lambdaChangesIam },
  { create: createAppConfigChangesReader, iam: appConfigChangesIam },
  { create: createCodeDeployChangesReader, iam: codeDeployChangesIam },
  { create: createEcsChangesReader, iam: ecsChangesIam },
  { create: createAutoScalingChangesReader, iam: autoScalingChangesIam },
  { create: createCloudFormationChangesReader, iam: cloudFormationChangesIam },
  { create: createSecretChangesReader, iam: secretChangesIam },
  { create: createAgentRuntimeChangesReader, iam: agentRuntimeChangesIam },
  {
    create: (aws, http) => createOutsideFlagChangesReader(aws, http, launchDarklyFlag, launchDarklyServer),
    iam: (services) => outsideFlagChangesIam(services, launchDarklyFlag),
  },
  {
    create: (aws, http) => createOutsideFlagChangesReader(aws, http, unleashFlag, unleashServer),
    iam: (services) => outsideFlagChangesIam(services, unleashFlag),
  },
];

interface ChangesSource {
  readonly create: (aws: AwsClients, http: HttpClient) => ChangesReader;
  readonly iam: (services: readonly ServicePolicy[]) => readonly IamStatement[];
}

/** Changes that AWS and servers of flags know of, and those that were reported. */
export const changesReading: EvidenceReading = {
  kind: 'changes',
  create({ aws, http, reportedChanges, ...policy }) {
    const readers = changesSources.map(({ create }) =>
      readWhereItIs(inEachLocation(aws, (clients) => create(clients, http))),
    );
    const reported = createReportedChangesReader(reportedChanges, policy);
    return createChangesReader([...readers, reported], policy);
  },
  permissions: (services) => changesSources.flatMap(({ iam }) => iam(services)),
};

/** Asks in each location for the changes of the resources that are there. */
function readWhereItIs(readerIn: (location: Location | undefined) => ChangesReader): ChangesReader {
  return {
    name: readerIn(undefined).name,
    async read(query) {
      const parts = byLocation(query.service);
      const found = await Promise.all(
        parts.map(({ location, service }) => readerIn(location).read({ ...query, service })),
      );
      return found.flat();
    },
  };
}
