import { describe, expect, it } from '@jest/globals';
import { CommandError } from '../../../../bin/cli/command-error.ts';
import { checks } from '../../../../bin/commands/doctor/checks/index.ts';
import { type DoctorContext, findingsOf } from '../../../../bin/commands/doctor/finding.ts';
import type { Installation } from '../../../../bin/installation/installation.ts';
import { loadPolicy } from '../../../../lambdas/adapters/policy/load-policy.ts';
import { resourceNames } from '../../../../lib/functions/resource-names.ts';
import { shippedPolicy } from '../../../support/builders/builders.ts';
import { type Answer, accountAnswering } from '../../../support/worlds/aws-account.ts';

const shipped = await shippedPolicy();
const policy = {
  ...shipped,
  people: {
    ...shipped.people,
    people: shipped.people.people.map((person) => ({
      ...person,
      iam: [`arn:aws:iam::111122223333:user/${person.id}`],
    })),
  },
};

/** The shipped policy with a rota that ended long ago. */
function withRotaUntil(until: string): typeof shipped {
  const { people } = shipped;
  const rotas = people.onCall.rotas.map((rota) => ({
    ...rota,
    layers: rota.layers.map((layer) => ('people' in layer ? { ...layer, until } : layer)),
  }));
  return { ...shipped, people: { ...people, onCall: { ...people.onCall, rotas } } };
}

function withLevels(...commander: readonly string[]): typeof shipped {
  const { people } = shipped;
  return {
    ...shipped,
    people: { ...people, onCall: { ...people.onCall, escalations: [{ commander }] } },
  };
}
const names = resourceNames('prod');
const topic = 'arn:aws:sns:us-east-1:111122223333:alarms';

const outputs = (values: Readonly<Record<string, string>>) =>
  `<R><DescribeStacksResult><Stacks><member><Outputs>${Object.entries(values)
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs></member></Stacks></DescribeStacksResult></R>`;
const resources =
  '<R><DescribeStackResourcesResult><StackResources><member><LogicalResourceId>AlertsAlarmStateChanged1F49E731</LogicalResourceId><PhysicalResourceId>the-rule</PhysicalResourceId></member></StackResources></DescribeStackResourcesResult></R>';
const subscribed = (arn: string, endpoint: string) =>
  `<R><ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint></member></Subscriptions></ListSubscriptionsByTopicResult></R>`;

/** An installation in which nothing is wrong. */
const healthy: Readonly<Record<string, Answer>> = {
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

/** An incident of accounts, as the API tells it, while this was seen of its smoke test. */
const signInTried = (state: string) => ({
  id: 'inc_01KATZ3V000000000000000001',
  title: 'People cannot sign in',
  severity: 'SEV1',
  severityReason: '',
  symptom: 'auth',
  status: 'handed-over',
  service: 'accounts',
  environment: 'production',
  sensitive: false,
  openedAt: '2026-11-23T02:02:10.000Z',
  updatedAt: '2026-11-23T02:02:10.000Z',
  closedAt: null,
  outcome: null,
  waiting: null,
  closedBy: null,
  commander: null,
  automationStoppedAt: null,
  policyHash: '',
  alerts: [],
  assessment: null,
  plan: null,
  approvals: [],
  evidence: [],
  debts: [],
  postmortem: null,
  impact: null,
  links: { page: 'http://127.0.0.1/incidents/x', execution: null },
  recovery: {
    at: '2026-11-23T02:14:10.000Z',
    stepIndex: 0,
    metricsGoodAt: null,
    extendedUntil: null,
    criteria: [
      { id: 'smoke:sign-in', label: 'sign-in', state, text: 'the token is missing', required: true },
    ],
  },
});

interface Sick {
  readonly policy?: DoctorContext['policy'];
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  readonly rule?: string;
  readonly debts?: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly incident?: Readonly<Record<string, unknown>>;
  readonly addresses?: readonly string[];
}

function contextOf(
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
        ? { incidents: incident === undefined ? [] : [incident], cursor: null, killSwitches: [] }
        : incident;
    },
    ledger: async () => 'ledger',
    queue: async () => 'https://sqs.eu-west-1.amazonaws.com/111122223333/alerts',
    channels: async () => 'http://127.0.0.1:9',
    eventRuleState: async () => rule,
  };
  return { installation, names, policy: given };
}

/** All but the sample through the webhook, which needs one. */
const asked = checks.filter(({ name }) => name !== 'webhook');

async function findings(name: string, sick: Sick) {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`There is no check ${name}`);
  return await findingsOf(check, contextOf(sick));
}

describe('the doctor', () => {
  it.each(asked.map(({ name }) => name))(
    'finds nothing wrong with the %s of a healthy installation',
    async (name) => {
      expect(await findings(name, {})).toEqual([
        expect.objectContaining({ check: name, state: 'ok', next: null }),
      ]);
    },
  );

  it.each<[string, Sick, string]>([
    [
      'mail sender',
      { answers: { 'ses GET /v2/email/identities': { fault: 'NotFoundException', status: 404 } } },
      'firebreak@shop.example',
    ],
    [
      'mail sender',
      { answers: { 'ses GET /v2/email/account': JSON.stringify({ SendingEnabled: false }) } },
      'does not send',
    ],
    [
      'reached by mail',
      {
        answers: {
          'ses GET /v2/email/suppression': JSON.stringify({ SuppressedDestination: { Reason: 'BOUNCE' } }),
        },
      },
      'bounce',
    ],
    [
      'lambda concurrency',
      {
        answers: {
          'lambda GET /2016-08-19/account-settings': JSON.stringify({
            AccountLimit: { ConcurrentExecutions: 10 },
          }),
        },
      },
      'Only 10',
    ],
    ['commanders', { policy: shipped }, '403'],
    ['on call', { policy: withRotaUntil('2020-01-01T00:00') }, 'primary: nobody'],
    ['on call', { policy: withLevels('primary') }, 'nobody is asked after the first'],
    [
      'functions',
      {
        answers: { 'lambda GET /2015-03-31/functions': { fault: 'ResourceNotFoundException', status: 404 } },
      },
      'missing',
    ],
    [
      'workflow',
      { answers: { 'states ListStateMachines': JSON.stringify({ stateMachines: [] }) } },
      names.stateMachine,
    ],
    [
      'policy',
      { answers: { 'cloudformation DescribeStacks': outputs({ PolicyHash: 'another' }) } },
      'another',
    ],
    [
      'secrets',
      { answers: { 'secretsmanager DescribeSecret': JSON.stringify({ DeletedDate: 1_790_000_000 }) } },
      'about to be deleted',
    ],
    ['senders', { secrets: {} }, 'No sender'],
    [
      'alarm topic',
      { answers: { 'sns ListSubscriptionsByTopic': subscribed('PendingConfirmation', 'a@b.example') } },
      'confirmed',
    ],
    ['source topics', { secrets: { sns: [topic] } }, 'no subscription'],
    ['bus rule', { rule: 'DISABLED' }, 'the-rule is disabled'],
    [
      'schedules',
      { answers: { 'scheduler GET /schedules': JSON.stringify({ State: 'DISABLED' }) } },
      'switched off',
    ],
    [
      'alarms',
      {
        answers: {
          'monitoring DescribeAlarms': JSON.stringify({
            MetricAlarms: [{ AlarmName: 'firebreak-prod-hand-over-failing', StateValue: 'ALARM' }],
          }),
        },
      },
      'hand-over-failing',
    ],
    [
      'queue',
      {
        answers: {
          'sqs GetQueueAttributes': JSON.stringify({ Attributes: { ApproximateNumberOfMessages: '5000' } }),
        },
      },
      '5000',
    ],
    ['webhook', { secrets: { sns: [topic] } }, 'No sender has a secret'],
    [
      'smoke tests',
      { answers: { 'secretsmanager DescribeSecret': { fault: 'ResourceNotFoundException' } } },
      'accounts sign-in: There is no secret accounts/smoke-password',
    ],
    ['smoke tests', { addresses: [] }, 'accounts sign-in: nobody knows the name accounts.api.shop.example'],
    ['smoke tests', { addresses: ['93.184.216.34', '10.0.0.1'] }, 'it is not public'],
    ['smoke tests', { incident: signInTried('not-met') }, 'the token is missing'],
  ])('finds what is wrong with the %s, and says what to do', async (name, sick, words) => {
    const found = await findings(name, sick);
    for (const finding of found)
      expect(finding).toMatchObject({ check: name, state: 'problem', next: expect.stringMatching(/.{10,}/) });
    expect(found.map((finding) => finding.found).join()).toContain(words);
  });

  it('names everybody whom the sandbox keeps from being mailed', async () => {
    const found = await findings('mail sandbox', {
      answers: {
        'ses GET /v2/email/account': JSON.stringify({ ProductionAccessEnabled: false }),
        'ses GET /v2/email/identities': JSON.stringify({ VerifiedForSendingStatus: false }),
      },
    });
    expect(found).toHaveLength(new Set(policy.people.people.map(({ email }) => email)).size);
  });

  const notOfAws = [
    'bus rule',
    // It asks nothing where no place follows incidents.
    'channels',
    'commanders',
    'debts',
    'on call',
    'other accounts',
    // Nobody of the shipped policy is to be.
    'reached by slack',
    'reached by sms',
    'senders',
    'sign-in',
    'source topics',
    'trackers',
    'status pages',
  ];
  it.each(asked.filter(({ name }) => !notOfAws.includes(name)).map(({ name }) => name))(
    'does not take a refusal to tell of the %s for health',
    async (name) => {
      const refused = Object.fromEntries(
        Object.keys(healthy).map((key) => [key, { fault: 'AccessDeniedException', status: 403 }]),
      );
      const [finding] = await findings(name, { answers: refused });
      expect(finding).toMatchObject({ state: 'unknown', next: expect.stringMatching(/needs \S+/) });
    },
  );

  it('tells which smoke tests passed when they were tried last, and which nobody has tried', async () => {
    const told = async (incident: Sick['incident']) =>
      (await findings('smoke tests', incident === undefined ? {} : { incident }))[0];
    expect(await told(signInTried('met'))).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('accounts sign-in passed 2026-11-23T02:14:10.000Z'),
    });
    for (const unknown of [undefined, signInTried('unknown')]) {
      expect(await told(unknown)).toMatchObject({
        state: 'ok',
        found: expect.stringContaining('accounts sign-in not tried lately'),
      });
    }
  });

  it('does not take an API that refuses to tell of the debts for health', async () => {
    const debts = () => Promise.reject(new CommandError('Refused', { next: 'Ask somebody who may.' }));
    expect(await findings('debts', { debts })).toEqual([
      { check: 'debts', state: 'unknown', found: 'Refused', next: 'Ask somebody who may.' },
    ]);
  });

  it('says of this computer what it cannot tell', async () => {
    const context = contextOf({}, null);
    const states = await Promise.all(
      asked.map(async (check) => (await findingsOf(check, context))[0]?.state),
    );
    expect(new Set(states)).toEqual(new Set(['ok', 'not-here']));
  });
});

describe('the check of other accounts', () => {
  const elsewhere = loadPolicy('scenarios/policies/accounts');
  const answering = async (answer: Answer) =>
    await findings('other accounts', {
      policy: await elsewhere,
      answers: { 'lambda POST /2015-03-31/functions': answer },
    });

  it('is content when every function can take its roles', async () => {
    expect(await answering(JSON.stringify([{ location: 'bookkeeping', why: null }]))).toMatchObject([
      { state: 'ok', found: expect.stringMatching(/^\d+ roles/) },
    ]);
  });

  it('names each role that cannot be taken, and what to do', async () => {
    const found = await answering(JSON.stringify([{ location: 'bookkeeping', why: 'not trusted' }]));
    expect(found.length).toBeGreaterThan(3);
    expect(found).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        found: expect.stringContaining(
          'arn:aws:iam::444455556666:role/firebreak-prod-action-roll-back-lambda-alias-in-bookkeeping',
        ),
        next: expect.stringContaining('Locations/bookkeeping'),
      }),
    );
  });

  it('does not take a refusal to tell for health', async () => {
    const found = await answering({ fault: 'AccessDeniedException', status: 403 });
    expect(found).toMatchObject([
      { state: 'unknown', next: expect.stringContaining('lambda:InvokeFunction') },
    ]);
  });

  it('takes a function that cannot answer for a problem', async () => {
    const found = await answering(JSON.stringify({ errorMessage: 'of an earlier version' }));
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['problem']));
  });
});
