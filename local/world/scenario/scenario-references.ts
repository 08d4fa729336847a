import type { FieldPath } from '../../../lambdas/adapters/policy/policy-problem.ts';
import type { ScenarioFile, World } from './scenario-schema.ts';

type Reference = readonly [path: FieldPath, name: string | undefined | null, kind: Kind];
type Kind =
  | 'service'
  | 'function'
  | 'ECS service'
  | 'CodeDeploy application'
  | 'stack'
  | 'flag'
  | 'configuration'
  | 'queue'
  | 'secret'
  | 'state machine'
  | 'rule'
  | 'access key'
  | 'database cluster'
  | 'agent alias'
  | 'agent runtime'
  | 'role'
  | 'schedule'
  | 'zonal resource'
  | 'Auto Scaling group'
  | 'event';

/** Names in a scenario that nothing has. */
export function referenceProblems(
  file: ScenarioFile,
  world: World,
): readonly (readonly [path: FieldPath, message: string])[] {
  const known: Readonly<Record<Kind, readonly string[]>> = {
    service: world.services.map(({ id }) => id),
    function: [...world.functions, ...file.functions].map(({ name }) => name),
    'ECS service': [...world.ecsServices, ...file.ecsServices].map(({ name }) => name),
    stack: [...world.stacks, ...file.stacks].map(({ name }) => name),
    'CodeDeploy application': [...world.codeDeployGroups, ...file.codeDeployGroups].map(
      ({ application }) => application,
    ),
    flag: [
      ...[...world.flags, ...file.flags].flatMap(({ values }) => Object.keys(values)),
      ...[world, file].flatMap(({ launchDarklyFlags, unleashFlags }) =>
        [...launchDarklyFlags, ...unleashFlags].map(({ flag }) => flag),
      ),
    ],
    configuration: [...world.configurations, ...file.configurations].map(({ profile }) => profile),
    queue: [...world.queues, ...file.queues].map(({ name }) => name),
    secret: [...world.secrets, ...file.secrets].map(({ name }) => name),
    'zonal resource': [...world.zonalResources, ...file.zonalResources].map(({ arn }) => arn),
    schedule: [...world.schedules, ...file.schedules].map(({ name }) => name),
    rule: [...world.rules, ...file.rules].map(({ name }) => name),
    'access key': [...world.accessKeys, ...file.accessKeys].map(({ id }) => id),
    role: [...world.roles, ...file.roles].map(({ name }) => name),
    'agent alias': [...world.agentAliases, ...file.agentAliases].map(({ alias }) => alias),
    'agent runtime': [...world.agentRuntimes, ...file.agentRuntimes].map(({ id }) => id),
    'database cluster': [...world.dbClusters, ...file.dbClusters].map(({ id }) => id),
    'state machine': [...world.stateMachines, ...file.stateMachines].map(({ name }) => name),
    'Auto Scaling group': [...world.autoScalingGroups, ...file.autoScalingGroups].map(({ name }) => name),
    event: file.story.flatMap(({ id }) => id ?? []),
  };
  const references: readonly Reference[] = [
    ...file.services.map(({ id }, index): Reference => [['services', index, 'id'], id, 'service']),
    ...file.story.flatMap(
      (
        {
          deploy,
          flag,
          configuration,
          rotation,
          failedExecutions,
          schedule,
          reschedule,
          impairedZone,
          leakedKey,
          lostWriter,
          agentRunaway,
          agentDeployment,
          stolenSession,
          ecsDeployment,
          ecsScaling,
          codeDeployment,
          instanceRefresh,
          ecsStuck,
          stackUpdate,
        },
        index,
      ): Reference[] => [
        [['story', index, 'ecsDeployment', 'service'], ecsDeployment?.service, 'ECS service'],
        [['story', index, 'stackUpdate', 'stack'], stackUpdate?.stack, 'stack'],
        [['story', index, 'ecsStuck', 'service'], ecsStuck?.service, 'ECS service'],
        [['story', index, 'ecsScaling', 'service'], ecsScaling?.service, 'ECS service'],
        [
          ['story', index, 'codeDeployment', 'application'],
          codeDeployment?.application,
          'CodeDeploy application',
        ],
        [['story', index, 'instanceRefresh', 'group'], instanceRefresh?.group, 'Auto Scaling group'],
        [['story', index, 'deploy', 'function'], deploy?.function, 'function'],
        [['story', index, 'flag', 'name'], flag?.name, 'flag'],
        [['story', index, 'configuration', 'profile'], configuration?.profile, 'configuration'],
        [['story', index, 'rotation', 'secret'], rotation?.secret, 'secret'],
        [['story', index, 'schedule', 'rule'], schedule?.rule, 'rule'],
        [['story', index, 'impairedZone', 'resource'], impairedZone?.resource, 'zonal resource'],
        [['story', index, 'reschedule', 'schedule'], reschedule?.schedule, 'schedule'],
        [['story', index, 'stolenSession', 'role'], stolenSession?.role, 'role'],
        [['story', index, 'agentRunaway', 'alias'], agentRunaway?.alias, 'agent alias'],
        [['story', index, 'agentDeployment', 'runtime'], agentDeployment?.runtime, 'agent runtime'],
        [['story', index, 'lostWriter', 'cluster'], lostWriter?.cluster, 'database cluster'],
        [['story', index, 'leakedKey', 'accessKey'], leakedKey?.accessKey, 'access key'],
        [
          ['story', index, 'failedExecutions', 'stateMachine'],
          failedExecutions?.stateMachine,
          'state machine',
        ],
      ],
    ),
    ...file.effects.flatMap((effect, index): Reference[] => [
      [['effects', index, 'while'], effect.while, 'event'],
      [['effects', index, 'afterUndoing'], effect.afterUndoing, 'event'],
      [['effects', index, 'service'], effect.service, 'service'],
      [['effects', index, 'queue'], effect.queue, 'queue'],
      [['effects', index, 'through'], effect.through, 'queue'],
      [['effects', index, 'unlessFlag'], effect.unlessFlag, 'flag'],
    ]),
    ...file.alerts.flatMap(({ service, queue }, index): Reference[] => [
      [['alerts', index, 'service'], service, 'service'],
      [['alerts', index, 'queue'], queue, 'queue'],
    ]),
    ...file.metrics.gaps.map(
      ({ service }, index): Reference => [['metrics', 'gaps', index], service, 'service'],
    ),
    [['expect', 'service'], file.expect.service, 'service'],
    [['expect', 'culprit'], file.expect.culprit, 'event'],
  ];
  return references.flatMap(([path, name, kind]) =>
    name === undefined || name === null || known[kind].includes(name)
      ? []
      : [[path, `names the ${kind} "${name}"; there are: ${known[kind].join(', ') || 'none'}`] as const],
  );
}
