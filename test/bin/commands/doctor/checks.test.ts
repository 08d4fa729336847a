import { describe, expect, it } from '@jest/globals';
import { CommandError } from '../../../../bin/cli/command-error.ts';
import { checks } from '../../../../bin/commands/doctor/checks/index.ts';
import { findingsOf } from '../../../../bin/commands/doctor/finding.ts';
import {
  contextOf,
  findings,
  healthy,
  names,
  outputs,
  policy,
  type Sick,
  shipped,
  subscribed,
  topic,
} from '../../../support/worlds/doctor-installation.ts';

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

/** All but the sample through the webhook, which needs one. */
const asked = checks.filter(({ name }) => name !== 'webhook');

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
      'senders',
      { policy: { ...policy, people: { ...policy.people, slackCommand: { team: 'T012AB3CD' } } } },
      'slack-command',
    ],
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
    // The shipped policy reaches nobody by these.
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
