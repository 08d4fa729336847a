import { ConfigurationError } from '../domain/errors.ts';
import type { Action } from '../ports/plug-ins/action.ts';
import { blockAddress } from './block-address/block-address.ts';
import { callWebhook } from './call-webhook/call-webhook.ts';
import { cancelStackUpdate } from './cancel-stack-update/cancel-stack-update.ts';
import { deactivateAccessKey } from './deactivate-access-key/deactivate-access-key.ts';
import { disableRule } from './disable-rule/disable-rule.ts';
import { disableSchedule } from './disable-schedule/disable-schedule.ts';
import { failOverDatabase } from './fail-over-database/fail-over-database.ts';
import { invokeFunction } from './invoke-function/invoke-function.ts';
import { limitConsumer } from './limit-consumer/limit-consumer.ts';
import { pauseConsumer } from './pause-consumer/pause-consumer.ts';
import { pauseEcsConsumer } from './pause-ecs-consumer/pause-ecs-consumer.ts';
import { quarantineDeadLetters } from './quarantine-dead-letters/quarantine-dead-letters.ts';
import { raiseLambdaConcurrency } from './raise-lambda-concurrency/raise-lambda-concurrency.ts';
import { redriveDeadLetters } from './redrive-dead-letters/redrive-dead-letters.ts';
import { redriveExecution } from './redrive-execution/redrive-execution.ts';
import { restartEcsService } from './restart-ecs-service/restart-ecs-service.ts';
import { restoreAppconfigFlag } from './restore-appconfig-flag/restore-appconfig-flag.ts';
import { restoreSecretVersion } from './restore-secret-version/restore-secret-version.ts';
import { revokeRoleSessions } from './revoke-role-sessions/revoke-role-sessions.ts';
import { rollBackAgentRuntime } from './roll-back-agent-runtime/roll-back-agent-runtime.ts';
import { rollBackAppconfigConfiguration } from './roll-back-appconfig-configuration/roll-back-appconfig-configuration.ts';
import { rollBackCodedeployDeployment } from './roll-back-codedeploy-deployment/roll-back-codedeploy-deployment.ts';
import { rollBackEcsService } from './roll-back-ecs-service/roll-back-ecs-service.ts';
import { rollBackInstanceRefresh } from './roll-back-instance-refresh/roll-back-instance-refresh.ts';
import { rollBackLambdaAlias } from './roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { runAutomation } from './run-automation/run-automation.ts';
import { scaleAutoScalingGroup } from './scale-auto-scaling-group/scale-auto-scaling-group.ts';
import { scaleEcsService } from './scale-ecs-service/scale-ecs-service.ts';
import { scaleTarget } from './scale-target/scale-target.ts';
import { shiftZone } from './shift-zone/shift-zone.ts';
import { stopAgentAlias } from './stop-agent-alias/stop-agent-alias.ts';
import { stopEcsDeployment } from './stop-ecs-deployment/stop-ecs-deployment.ts';
import { switchOffAppconfigFlag } from './switch-off-appconfig-flag/switch-off-appconfig-flag.ts';
import { switchOffLaunchdarklyFlag } from './switch-off-launchdarkly-flag/switch-off-launchdarkly-flag.ts';
import { switchOffUnleashFlag } from './switch-off-unleash-flag/switch-off-unleash-flag.ts';
import { switchOnAppconfigFlag } from './switch-on-appconfig-flag/switch-on-appconfig-flag.ts';
import { switchTableToOnDemand } from './switch-table-to-on-demand/switch-table-to-on-demand.ts';
import { throttleApiStage } from './throttle-api-stage/throttle-api-stage.ts';
import { throttleHttpApiStage } from './throttle-http-api-stage/throttle-http-api-stage.ts';

/** Every action there is. A new one is its folder and its line here; docs/actions.md describes each. */
export const actions: readonly Action[] = [
  blockAddress,
  callWebhook,
  cancelStackUpdate,
  deactivateAccessKey,
  disableRule,
  disableSchedule,
  failOverDatabase,
  invokeFunction,
  limitConsumer,
  pauseConsumer,
  pauseEcsConsumer,
  quarantineDeadLetters,
  raiseLambdaConcurrency,
  redriveDeadLetters,
  redriveExecution,
  restartEcsService,
  restoreAppconfigFlag,
  restoreSecretVersion,
  revokeRoleSessions,
  rollBackAgentRuntime,
  rollBackAppconfigConfiguration,
  rollBackCodedeployDeployment,
  rollBackEcsService,
  rollBackInstanceRefresh,
  rollBackLambdaAlias,
  runAutomation,
  scaleAutoScalingGroup,
  scaleEcsService,
  scaleTarget,
  shiftZone,
  stopAgentAlias,
  stopEcsDeployment,
  switchOffAppconfigFlag,
  switchOffLaunchdarklyFlag,
  switchOffUnleashFlag,
  switchOnAppconfigFlag,
  switchTableToOnDemand,
  throttleApiStage,
  throttleHttpApiStage,
];

/** Throws ConfigurationError when no such action is registered. */
export function findAction(kind: string): Action {
  const action = actions.find((candidate) => candidate.kind === kind);
  if (action !== undefined) return action;
  throw new ConfigurationError(
    `There is no action "${kind}"; there are ${actions.map((each) => each.kind).join(', ')}`,
  );
}
