import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { accessKey } from './access-key.ts';
import { agentRuntimeEndpoint } from './agent-runtime-endpoint.ts';
import { apiStage } from './api-stage.ts';
import { appConfigConfiguration } from './appconfig-configuration.ts';
import { appConfigFlag } from './appconfig-flag.ts';
import { auroraCluster } from './aurora-cluster.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { bedrockAgentAlias } from './bedrock-agent-alias.ts';
import { cloudFormationStack } from './cloudformation-stack.ts';
import { codeDeployDeploymentGroup } from './codedeploy-deployment-group.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { dynamoDbTable } from './dynamodb-table.ts';
import { ecsService } from './ecs-service.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { eventBridgeRule } from './eventbridge-rule.ts';
import { httpApiStage } from './gateway/http-api-stage.ts';
import { zonalResource } from './gateway/zonal-resource.ts';
import { iamRole } from './iam-role.ts';
import { ipSet } from './ip-set.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { launchDarklyFlag } from './launchdarkly-flag.ts';
import { ecsConsumer } from './messaging/ecs-consumer.ts';
import { schedulerSchedule } from './messaging/scheduler-schedule.ts';
import { remedyFunction } from './remedy-function.ts';
import { scalableTarget } from './scalable-target.ts';
import { secret } from './secret.ts';
import { ssmAutomation } from './ssm-automation.ts';
import { stateMachine } from './state-machine.ts';
import { unleashFlag } from './unleash-flag.ts';
import { webhook } from './webhook.ts';

/** Every kind of resource there is. A new one is its file and its line here; docs/policy.md describes each. */
export const resourceKinds: readonly ResourceKind[] = [
  lambdaAlias,
  appConfigFlag,
  appConfigConfiguration,
  codeDeployDeploymentGroup,
  ecsService,
  scalableTarget,
  dynamoDbTable,
  autoScalingGroup,
  cloudFormationStack,
  secret,
  stateMachine,
  eventBridgeRule,
  schedulerSchedule,
  apiStage,
  httpApiStage,
  zonalResource,
  eventSourceMapping,
  ecsConsumer,
  deadLetterQueue,
  accessKey,
  iamRole,
  ipSet,
  auroraCluster,
  bedrockAgentAlias,
  agentRuntimeEndpoint,
  launchDarklyFlag,
  unleashFlag,
  webhook,
  remedyFunction,
  ssmAutomation,
];
