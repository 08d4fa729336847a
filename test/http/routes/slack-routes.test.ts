import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { slackRoutes } from '../../../lambdas/http/routes/slack-routes.ts';
import { createSmallLog } from '../../../lambdas/runtime/log/small-log.ts';
import { verifySlack } from '../../../lambdas/sources/verifying/slack.ts';
import { anHttpEvent, anInvocation } from '../../support/builders/invocation.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';

const now = new Date('2026-11-23T02:05:00.000Z');
const seconds = Math.floor(now.getTime() / 1000);
const secret = 'signing-secret-of-the-app';
const consoleUrl = 'https://firebreak.example/prod';

const { people } = aPolicy();
const [ana, ...others] = people.people;
const known = {
  ...people,
  slackCommand: { team: 'T012AB3CD' },
  people: [{ ...ana, slack: 'U012AB3CD' }, ...others],
} as typeof people;

interface Sent {
  readonly body?: string;
  readonly key?: string;
  readonly at?: number;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly secrets?: object;
  readonly policy?: typeof people;
  readonly from?: Readonly<Record<string, string>>;
}

async function send(text: string, sent: Sent = {}) {
  const { body: given, key = secret, at = seconds, headers, secrets, policy = known, from } = sent;
  const form = new URLSearchParams({
    command: '/firebreak',
    team_id: 'T012AB3CD',
    user_id: 'U012AB3CD',
    user_name: 'ana',
    text,
    ...from,
  }).toString();
  const signature = createHmac('sha256', key).update(`v0:${at}:${form}`).digest('hex');
  const event = anHttpEvent('POST', '/v1/slack/declare', {
    multiValueHeaders: {
      'X-Slack-Signature': [`v0=${signature}`],
      'X-Slack-Request-Timestamp': [String(at)],
      ...headers,
    },
    body: given ?? form,
  });
  const deps = {
    verifySlack,
    secrets: { read: async () => JSON.stringify(secrets ?? { 'slack-command': [secret] }) },
    sourcesSecret: 'sources',
    policy: { people: policy },
    clock: { now: () => now },
    consoleUrl,
  };
  const logged: string[] = [];
  const log = createSmallLog((line) => logged.push(line));
  const { statusCode, body } = await slackRoutes.run(() => deps, event, anInvocation(log));
  const answer = JSON.parse(body) as { text?: string; response_type?: string; error?: { code: string } };
  return { status: statusCode, answer, logged };
}

/** The page that the answer leads to, as a browser opens it from Slack. */
async function leadsTo(text: string): Promise<URL> {
  const { status, answer } = await send(text);
  expect({ status, to: answer.response_type }).toEqual({ status: 200, to: 'ephemeral' });
  const links = [...(answer.text ?? '').matchAll(/<([^|>]*)\|[^>]*>/g)];
  expect(links).toHaveLength(1);
  // Nothing that was typed stands beside the link, where Slack would read mentions in it.
  expect((answer.text ?? '').replace(/<[^>]*>/, '')).not.toMatch(/[<>@&]/);
  return new URL((links[0]?.[1] ?? '').replaceAll('&amp;', '&'));
}

describe('a command typed in Slack', () => {
  it('is answered with a link to the form, filled in with the title and the service', async () => {
    const url = await leadsTo('service=checkout Nobody can pay');
    expect(`${url.origin}${url.pathname}`).toBe(`${consoleUrl}/declare`);
    expect(Object.fromEntries(url.searchParams)).toEqual({ title: 'Nobody can pay', service: 'checkout' });
  });

  it('needs neither', async () => {
    expect((await leadsTo('')).href).toBe(`${consoleUrl}/declare`);
    expect((await leadsTo('service=checkout')).search).toBe('?service=checkout');
    expect((await leadsTo('Nobody can pay: service=what?')).searchParams.get('title')).toBe(
      'Nobody can pay: service=what?',
    );
  });

  it.each([
    ['of Slack', '&lt;!channel&gt; &lt;@U1&gt; *x* a &amp;amp; b', '<!channel> <@U1> *x* a &amp; b'],
    ['of a link', 'x>|<https://evil.example|Approve>', 'x>|<https://evil.example|Approve>'],
    ['of an address', 'a&service=other#f?title=b%0d%0a', 'a&service=other#f?title=b%0d%0a'],
    ['of several lines', 'down\r\nBcc: eve@example.com\u2028x', 'down Bcc: eve@example.com x'],
    ['that is half a character', '\ud800', '\ufffd'],
  ])('keeps hostile text %s inside the title', async (_, text, title) => {
    const url = await leadsTo(text);
    expect(`${url.origin}${url.pathname}${url.hash}`).toBe(`${consoleUrl}/declare`);
    expect(Object.fromEntries(url.searchParams)).toEqual({ title });
  });

  it('cuts off what is too long', async () => {
    const { searchParams } = await leadsTo(`service=${'s'.repeat(3000)} ${'ä'.repeat(9000)}`);
    expect([...searchParams.values()].map(({ length }) => length)).toEqual([200, 200]);
  });
});

describe('whoever policy does not know in Slack', () => {
  it.each<[string, Sent, string]>([
    ['a workspace that is not the one of policy', { from: { team_id: 'T0OTHER99' } }, 'T0OTHER99'],
    ['a member whom nobody in policy is', { from: { user_id: 'U0OTHER99' } }, 'U0OTHER99'],
    ['a member without an id', { from: { user_id: '' } }, 'member id'],
    ['an id that would be a mention', { from: { user_id: '<!channel>' } }, 'no id'],
    ['anybody, where policy takes no command', { policy: people }, 'slackCommand'],
  ])('is told so in words, and gets no link: %s', async (_, sent, words) => {
    const { status, answer } = await send('Nobody can pay', sent);
    expect({ status, to: answer.response_type }).toEqual({ status: 200, to: 'ephemeral' });
    expect(answer.text).toContain(words);
    expect(answer.text).not.toMatch(/[<>]|https?:|declare\?/);
  });
});

describe('the log', () => {
  it.each<[string, Sent]>([
    ['is answered', {}],
    ['is refused', { from: { user_id: 'U0OTHER99' } }],
    ['is not genuine', { key: 'another' }],
  ])('has nothing of a command that %s', async (_, sent) => {
    const { logged } = await send('service=canaryservice canarytitle', sent);
    expect(logged.join(' ')).toContain('/v1/slack/declare');
    expect(logged.join(' ')).not.toMatch(/canary|U012AB3CD|U0OTHER99|v0=/);
  });
});

describe('what is not signed by Slack', () => {
  it.each<[string, Sent]>([
    ['with another secret', { key: 'another' }],
    ['for another body', { body: 'command=%2Ffirebreak&text=other' }],
    ['six minutes ago', { at: seconds - 301 }],
    ['six minutes ahead', { at: seconds + 301 }],
    ['twice', { headers: { 'X-Slack-Signature': ['v0=a', 'v0=b'] } }],
    ['by nobody', { headers: { 'X-Slack-Signature': [] } }],
    ['at no time', { headers: { 'X-Slack-Request-Timestamp': [] } }],
    ['with the secret of another sender', { secrets: { alertmanager: [secret] } }],
  ])('is refused alike: signed %s', async (_, sent) => {
    const { status, answer } = await send('Nobody can pay', sent);
    expect({ status, code: answer.error?.code, text: answer.text }).toEqual({
      status: 401,
      code: 'auth.rejected',
      text: undefined,
    });
  });

  it('is taken up to five minutes to either side, and under the older of two secrets', async () => {
    for (const at of [seconds - 300, seconds + 300]) expect((await send('x', { at })).status).toBe(200);
    expect((await send('x', { secrets: { 'slack-command': ['newer', secret] } })).status).toBe(200);
  });
});
