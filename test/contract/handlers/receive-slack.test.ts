import { createHmac } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startSecretsManager } from '../../../local/cloud/secrets-manager.ts';
import { anHttpEvent } from '../../support/builders/invocation.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';

const signingSecret = 'signing-secret-of-the-app';
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let receive: typeof import('../../../lambdas/handlers/receive-slack.ts').handler;
const before = { ...process.env };
// The function keeps the writer that it finds when it is loaded.
const log = jest.spyOn(console, 'log').mockImplementation(() => {});

beforeAll(async () => {
  secrets = await startSecretsManager({ sources: JSON.stringify({ 'slack-command': [signingSecret] }) });
  const policy = aPolicy();
  const [ana, ...others] = policy.people.people;
  const people = {
    ...policy.people,
    slackCommand: { team: 'T012AB3CD' },
    people: [{ ...ana, slack: 'U012AB3CD' }, ...others],
  };
  const path = join(await mkdtemp(join(tmpdir(), 'firebreak-policy-')), 'policy.json');
  await writeFile(path, JSON.stringify({ ...policy, people }));
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    SOURCES_SECRET: 'sources',
    CONSOLE_URL: 'https://firebreak.example/prod',
    POLICY_PATH: path,
  });
  receive = (await import('../../../lambdas/handlers/receive-slack.ts')).handler;
});

afterAll(async () => {
  process.env = before;
  log.mockRestore();
  await secrets.stop();
});

/** As Slack posts it, whether API Gateway hands the body on as it is or in base64. */
function typed(text: string, { user = 'U012AB3CD', isBase64Encoded = false } = {}) {
  const form = new URLSearchParams({ team_id: 'T012AB3CD', user_id: user, command: '/firebreak', text });
  const body = form.toString();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return anHttpEvent('POST', '/v1/slack/declare', {
    multiValueHeaders: {
      'Content-Type': ['application/x-www-form-urlencoded'],
      'X-Slack-Signature': [`v0=${signature}`],
      'X-Slack-Request-Timestamp': [at],
    },
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded,
  });
}

describe('the function receive-slack, behind API Gateway', () => {
  it.each([false, true])('checks the bytes that Slack signed, in base64: %s', async (isBase64Encoded) => {
    const { statusCode, body } = await receive(typed('Kasse läßt niemand zahlen', { isBase64Encoded }));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).text).toContain(
      `<https://firebreak.example/prod/declare?title=${encodeURIComponent('Kasse läßt niemand zahlen')}|`,
    );
  });

  it('answers whom policy does not know without a link', async () => {
    const { statusCode, body } = await receive(typed('x', { user: 'U0OTHER99' }));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).text).not.toContain('https://');
  });

  it('writes to its log that it answered, and nothing of what was typed', async () => {
    log.mockClear();
    await receive(typed('canarytitle'));
    const lines = log.mock.calls.map(String).join('\n');
    expect(lines).toContain('POST /v1/slack/declare');
    expect(lines).not.toContain('canary');
  });
});
