/** A service that speaks AWS JSON: an action is a header, arguments and result are JSON bodies. */
export interface JsonService {
  /** Its key among the endpoints. */
  readonly endpoint: string;
  /** Goes before the action in `X-Amz-Target`. */
  readonly target: string;
  readonly jsonVersion: '1.0' | '1.1';
  /** Goes before the error's name. */
  readonly errorPrefix: string;
  /** Members whose objects are sent as JSON text. */
  readonly textMembers?: readonly string[];
  /** Its members begin with a small letter, while Step Functions writes them with a capital one. */
  readonly hasCamelCaseMembers?: boolean;
  /** Optimised integrations return metadata too, `aws-sdk:` ones do not. */
  readonly isOptimised: boolean;
}

type Protocol = Omit<JsonService, 'errorPrefix' | 'isOptimised' | 'textMembers'>;

const SQS: Protocol = { endpoint: 'sqs', target: 'AmazonSQS', jsonVersion: '1.0' };
const DYNAMODB: Protocol = { endpoint: 'dynamodb', target: 'DynamoDB_20120810', jsonVersion: '1.0' };
const SFN: Protocol = {
  endpoint: 'sfn',
  target: 'AWSStepFunctions',
  jsonVersion: '1.0',
  hasCamelCaseMembers: true,
};
const SECRETS: Protocol = { endpoint: 'secretsmanager', target: 'secretsmanager', jsonVersion: '1.1' };
const SSM: Protocol = { endpoint: 'ssm', target: 'AmazonSSM', jsonVersion: '1.1' };
const EVENTS: Protocol = { endpoint: 'eventbridge', target: 'AWSEvents', jsonVersion: '1.1' };

/** By the service part of the resource ARN. */
const SERVICES: Readonly<Record<string, JsonService>> = {
  sqs: { ...SQS, errorPrefix: 'SQS', textMembers: ['MessageBody'], isOptimised: true },
  dynamodb: { ...DYNAMODB, errorPrefix: 'DynamoDB', isOptimised: true },
  states: { ...SFN, errorPrefix: 'StepFunctions', textMembers: ['Input'], isOptimised: true },
  'aws-sdk:sqs': { ...SQS, errorPrefix: 'Sqs', isOptimised: false },
  'aws-sdk:dynamodb': { ...DYNAMODB, errorPrefix: 'DynamoDb', isOptimised: false },
  'aws-sdk:sfn': { ...SFN, errorPrefix: 'Sfn', textMembers: ['Input', 'Output'], isOptimised: false },
  'aws-sdk:secretsmanager': { ...SECRETS, errorPrefix: 'SecretsManager', isOptimised: false },
  'aws-sdk:ssm': { ...SSM, errorPrefix: 'Ssm', isOptimised: false },
  'aws-sdk:eventbridge': {
    ...EVENTS,
    errorPrefix: 'EventBridge',
    textMembers: ['Detail'],
    isOptimised: false,
  },
};

export function findService(resourceType: string): JsonService | undefined {
  return Object.hasOwn(SERVICES, resourceType) ? SERVICES[resourceType] : undefined;
}
