import type { AwsService } from '../protocol/aws-service.ts';
import { apiGateway } from './api-gateway/api-gateway.ts';
import { appConfig } from './appconfig/appconfig.ts';
import { applicationAutoScaling } from './application-auto-scaling/application-auto-scaling.ts';
import { arcZonalShift } from './arc-zonal-shift/arc-zonal-shift.ts';
import { autoScaling } from './auto-scaling/auto-scaling.ts';
import { bedrockAgent } from './bedrock-agent/bedrock-agent.ts';
import { bedrockAgentCore } from './bedrock-agentcore/bedrock-agentcore.ts';
import { cloudFormation } from './cloudformation/cloudformation.ts';
import { cloudWatch } from './cloudwatch/cloudwatch.ts';
import { codeDeploy } from './codedeploy/codedeploy.ts';
import { dynamoDb } from './dynamodb/dynamodb.ts';
import { ec2 } from './ec2/ec2.ts';
import { ecr } from './ecr/ecr.ts';
import { ecs } from './ecs/ecs.ts';
import { elasticLoadBalancing } from './elastic-load-balancing/elastic-load-balancing.ts';
import { eventBridge } from './eventbridge/eventbridge.ts';
import { iam } from './iam/iam.ts';
import { lambda } from './lambda/lambda.ts';
import { launchDarkly } from './launchdarkly/launchdarkly.ts';
import { logs } from './logs/logs.ts';
import { rds } from './rds/rds.ts';
import { remedies } from './remedies/remedies.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { secretsManager } from './secrets-manager/secrets-manager.ts';
import { sqs } from './sqs/sqs.ts';
import { stepFunctions } from './step-functions/step-functions.ts';
import { sts } from './sts/sts.ts';
import { systemsManager } from './systems-manager/systems-manager.ts';
import { unleash } from './unleash/unleash.ts';
import { wafv2 } from './wafv2/wafv2.ts';
import { web } from './web/web.ts';
import { webhooks } from './webhooks/webhooks.ts';

/** Every AWS service of the simulated account, and the servers beyond it. A new one is its folder and its line here. */
export const awsServices: readonly AwsService[] = [
  lambda,
  appConfig,
  cloudWatch,
  logs,
  ecs,
  dynamoDb,
  ecr,
  applicationAutoScaling,
  autoScaling,
  codeDeploy,
  cloudFormation,
  sqs,
  elasticLoadBalancing,
  secretsManager,
  stepFunctions,
  eventBridge,
  scheduler,
  arcZonalShift,
  apiGateway,
  sts,
  iam,
  wafv2,
  ec2,
  rds,
  bedrockAgent,
  bedrockAgentCore,
  launchDarkly,
  unleash,
  remedies,
  webhooks,
  web,
  systemsManager,
];

/** What answers in the place of a server outside AWS, by its host; null when nothing does. */
export function serverAt(host: string): string | null {
  return awsServices.find(({ hosts }) => hosts?.test(host) === true)?.signingName ?? null;
}
