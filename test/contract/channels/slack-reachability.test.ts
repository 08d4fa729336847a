import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { slack } from '../../../lambdas/channels/slack.ts';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { PersonPolicy } from '../../../lambdas/domain/policy/policy.ts';
import {
  type ChannelServices,
  type Interposed,
  startChannelServices,
} from '../../../local/cloud/channels/start-channel-services.ts';
import { brokenConnection, type LocalRequest } from '../../../local/cloud/http/loopback-server.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import { aPerson } from '../../support/builders/people/a-person.ts';

const ana = aPerson({ slack: 'U012AB3CD' });
let services: ChannelServices;
let asked: LocalRequest[];
let interposed: Interposed;

beforeEach(async () => {
  asked = [];
  interposed = (_, serve) => serve();
  services = await startChannelServices(null, {
    interpose(request, serve) {
      asked.push(request);
      return interposed(request, serve);
    },
  });
});
afterEach(() => services.stop());

async function obstacle(person: PersonPolicy, token = 'xoxb-local') {
  const variable = (name: string) => (slack.env[name]?.local ?? '').replace('{channels}', services.url);
  const aws = createInProcessAws(() => ({ body: '{}' }));
  return await slack.reachability?.obstacle({ aws, variable, secret: async () => token }, person);
}

function answering(body: object): void {
  interposed = () => ({ status: 200, body: JSON.stringify(body) });
}

describe('whether Slack reaches a person', () => {
  it('is asked of users.info by the member id, with the token in no address, and writes nothing', async () => {
    expect(await obstacle(ana)).toBeNull();
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /slack/api/users.info']);
    expect(asked[0]?.query.toString()).toBe('user=U012AB3CD');
    expect(asked[0]?.headers['authorization']).toBe('Bearer xoxb-local');
    expect(services.board.of('slack')).toEqual([]);
  });

  it('is not asked of somebody who is mentioned nowhere', async () => {
    const { slack: _, ...nobody } = ana;
    expect(await obstacle(nobody)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is denied for a member that there is not', async () => {
    expect(await obstacle({ ...ana, slack: 'nobody' })).toMatchObject({
      next: expect.stringContaining('ana'),
    });
  });

  it('is denied for a member who is deactivated', async () => {
    answering({ ok: true, user: { id: 'U012AB3CD', deleted: true } });
    expect(await obstacle(ana)).toMatchObject({ what: expect.stringContaining('deactivated') });
  });

  it('is not known with a token that Slack does not take, or without the scope', async () => {
    await expect(obstacle(ana, 'not-a-token')).rejects.toBeInstanceOf(ConfigurationError);
    answering({ ok: false, error: 'missing_scope' });
    await expect(obstacle(ana)).rejects.toBeInstanceOf(ConfigurationError);
  });

  it('is not known when Slack fails or does not answer', async () => {
    answering({ ok: false, error: 'internal_error' });
    await expect(obstacle(ana)).rejects.toBeInstanceOf(DependencyUnavailableError);
    interposed = () => brokenConnection;
    await expect(obstacle(ana)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
