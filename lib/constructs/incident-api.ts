import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Route } from '../../lambdas/handlers/table/handler.ts';
import type { ResourceNames } from '../functions/resource-names.ts';
import { acknowledge } from './acknowledge.ts';
import type { FirebreakFunction } from './firebreak-function.ts';
import { addGatewayResponses } from './gateway-responses.ts';

export interface IncidentApiProps {
  readonly names: ResourceNames;
  readonly stage: string;
  readonly requestsPerSecond: number;
  readonly logRetention: RetentionDays;
}

/** Holds no body and, in place of the path, its template: a path may end in a sender's token. */
const accessLog = {
  requestId: AccessLogField.contextRequestId(),
  time: AccessLogField.contextRequestTime(),
  method: AccessLogField.contextHttpMethod(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
  latencyMilliseconds: AccessLogField.contextResponseLatency(),
  responseBytes: AccessLogField.contextResponseLength(),
  errorType: AccessLogField.contextErrorResponseType(),
};

/** The one API: alerts in, approvals, pages, commands. A REST API, because only that lets throttling answer 503. */
export class IncidentApi extends Construct {
  readonly api: RestApi;
  /** Base URL without a slash at the end. Known before the stage is, so that functions can be told. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: IncidentApiProps) {
    super(scope, id);
    const { names, stage, requestsPerSecond, logRetention } = props;
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/apigateway/${names.prefix}api`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Api', {
      restApiName: `${names.prefix}api`,
      description: 'Firebreak: alerts in, approvals, pages and commands',
      endpointTypes: [EndpointType.REGIONAL],
      // Signatures are made over the raw bytes.
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: true,
      // It is set for the whole account and Region: other APIs log by it when this stack is gone.
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: stage,
        // A trace holds the whole path, and a path may end in a sender's token. The functions trace themselves.
        tracingEnabled: false,
        // Execution logs would show path tokens and bodies.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        throttlingRateLimit: requestsPerSecond,
        throttlingBurstLimit: requestsPerSecond,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    addGatewayResponses(this.api);
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.api.restApiId}.execute-api.${region}.${urlSuffix}/${stage}`;
    this.#acknowledge();
  }

  route({ method, path, access }: Route, { lambda }: FirebreakFunction): void {
    const resource = path === '/' ? this.api.root : this.api.root.resourceForPath(path);
    // One permission for each function, and not for each route: a stack has 500 resources at most.
    const integration = new LambdaIntegration(lambda, { scopePermissionToMethod: false });
    const added = resource.addMethod(method, integration, {
      authorizationType: access === 'iam' ? AuthorizationType.IAM : AuthorizationType.NONE,
    });
    acknowledgeMethod(added, access);
  }

  #acknowledge(): void {
    acknowledge(this.api, {
      'AwsSolutions-APIG2':
        'Handlers check signature and schema themselves: a validator would answer 400, which senders take as delivered.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'API Gateway asks for exactly this policy to write access logs: one role for the whole account.',
    });
    acknowledge(this.api.deploymentStage, {
      'AwsSolutions-APIG3':
        'A web ACL costs more than all else while idle; throttling and signatures guard the ingest endpoint. Users may attach one.',
      'AwsSolutions-APIG6':
        'Execution logs would show path tokens and bodies; access logs without them are on.',
    });
  }
}

function acknowledgeMethod(method: Method, access: Route['access']): void {
  acknowledge(method, {
    'AwsSolutions-COG4':
      'No user pool: people come by personal signed links, callers sign with AWS credentials.',
    ...(access === 'open'
      ? {
          'AwsSolutions-APIG4':
            'The handler authenticates: a signature over the raw bytes, a signed link, or a page that holds no data.',
        }
      : {}),
  });
}
