import { checks } from '../../../bin/commands/doctor/checks/index.ts';
import { type DoctorContext, findingsOf } from '../../../bin/commands/doctor/finding.ts';
import type { Installation } from '../../../bin/installation/installation.ts';
import { resourceNames } from '../../../lib/functions/resource-names.ts';
import { shippedPolicy } from '../builders/builders.ts';
import { type Answer, accountAnswering } from './aws-account.ts';

export const shipped = await shippedPolicy();
/** The shipped policy, whose people have roles in the account, too. */
export const policy = {
  ...shipped,
  people: {
    ...shipped.people,
    people: shipped.people.people.map((person) => ({
      ...person,
      iam: [`arn:aws:iam::111122223333:user/${person.id}`],
    })),
  },
};

export const names = resourceNames('prod');
export const topic = 'arn:aws:sns:us-east-1:111122223333:alarms';

/** What the stack of the installation says of itself. */
export const outputs = (values: Readonly<Record<string, string>>) =>
  `<R><DescribeStacksResult><Stacks><member><Outputs>${Object.entries(values)
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs></member></Stacks></DescribeStacksResult></R>`;
const resources =
  '<R><DescribeStackResourcesResult><StackResources><member><LogicalResourceId>AlertsAlarmStateChanged1F49E731</LogicalResourceId><PhysicalResourceId>the-rule</PhysicalResourceId></member></StackResources></DescribeStackResourcesResult></R>';
export const subscribed = (arn: string, endpoint: string) =>
  `<R><ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint></member></Subscriptions></ListSubscriptionsByTopicResult></R>`;

/** An installation in which nothing is wrong. */
export const healthy: Readonly<Record<string, Answer>> = {
  'ses GET /v2/email/account': JSON.stringify({ ProductionAccessEnabled: true, SendingEnabled: true }),
  'ses GET /v2/email/identities': JSON.stringify({ VerifiedForSendingStatus: true }),
  'ses GET /v2/email/suppression': { fault: 'NotFoundException', status: 404 },
  'lambda GET /2016-08-19/account-settings': JSON.stringify({ AccountLimit: { ConcurrentExecutions: 1000 } }),
  'lambda GET /2015-03-31/functions': JSON.stringify({
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Environment: { Variables: { MAIL_FROM: 'firebreak@shop.example' } },
  }),
  'states ListStateMachines': JSON.stringify({
    stateMachines: [{ name: names.stateMachine, stateMachineArn: 'arn:the-machine' }],
  }),
  'states DescribeStateMachine': JSON.stringify({ status: 'ACTIVE' }),
  'cloudformation DescribeStackResources': resources,
  'cloudformation DescribeStacks': outputs({ PolicyHash: policy.hash, AlarmTopic: topic }),
  'secretsmanager DescribeSecret': JSON.stringify({ Name: 'a' }),
  'sns ListSubscriptionsByTopic': subscribed('arn:confirmed', 'oncall@shop.example'),
  'scheduler GET /schedules': JSON.stringify({ State: 'ENABLED' }),
  'monitoring DescribeAlarms': JSON.stringify({
    MetricAlarms: [{ AlarmName: 'firebreak-prod-sweep-silent', StateValue: 'OK' }],
  }),
  'sqs GetQueueAttributes': JSON.stringify({ Attributes: { ApproximateNumberOfMessages: '3' } }),
};

/** What is otherwise than in a healthy installation. */
export interface Sick {
  readonly policy?: DoctorContext['policy'];
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  readonly rule?: string;
  readonly debts?: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly incident?: Readonly<Record<string, unknown>>;
  readonly addresses?: readonly string[];
}

/** Stage null: the installation on this computer. */
export function contextOf(
  {
    answers = {},
    secrets = { generic: ['a'] },
    rule = 'ENABLED',
    policy: given = policy,
    debts = async () => [],
    incident,
    addresses = ['93.184.216.34'],
  }: Sick,
  stage: string | null = 'prod',
): DoctorContext {
  const { aws } = accountAnswering({ ...healthy, ...answers });
  const installation: Installation = {
    name: 'stage prod',
    stage,
    aws,
    userAws: aws,
    outboundHttp: () => null,
    secrets: {
      read: async () => JSON.stringify(secrets),
      update: () => Promise.reject(new Error('The doctor changes nothing')),
    },
    api: async () => 'https://abc.execute-api.eu-west-1.amazonaws.com/prod',
    addressesOf: async () => addresses,
    ask: async (path) => {
      if (path === '/v1/debts') return { debts: await debts() };
      return path.startsWith('/v1/incidents?')
        ? {
            incidents: incident === undefined ? [] : [{ ...incident, impact: null }],
            cursor: null,
            killSwitches: [],
          }
        : incident;
    },
    ledger: async () => 'ledger',
    queue: async () => 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts',
    channels: async () => 'http://127.0.0.1:9',
    eventRuleState: async () => rule,
  };
  return { installation, names, policy: given };
}

export async function findings(name: string, sick: Sick) {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`There is no check ${name}`);
  return await findingsOf(check, contextOf(sick));
}
