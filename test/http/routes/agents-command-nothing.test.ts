import { describe, expect, it } from '@jest/globals';
import { httpHandlers } from '../../../lambdas/handlers/table/http-handlers.ts';
import { commandRoutes } from '../../../lambdas/http/routes/command-routes.ts';
import { postmortemRoutes } from '../../../lambdas/http/routes/postmortem-routes.ts';
import { anHttpEvent, anInvocation } from '../../support/builders/invocation.ts';
import { anAgent } from '../../support/builders/policy/an-agent.ts';
import { agentWorld } from '../../support/worlds/agent-world.ts';

const arn = 'arn:aws:sts::111122223333:assumed-role/Helper/night';
/** Tasks of the functions that take signed commands, and a body that each of their routes takes. */
const tasks = { 'run-command': commandRoutes, 'edit-postmortem': postmortemRoutes } as const;
const incidentId = 'inc_01KATZ3V000000000000000001';
const bodies: Readonly<Record<string, object>> = {
  '/v1/incidents/{id}/commands': { command: 'resume', by: 'ana' },
  '/v1/incidents': { service: 'checkout', title: 'down', severity: 'SEV1', by: 'ana' },
  '/v1/kill-switch': { service: null, isOn: false, reason: 'go on', by: 'ana' },
  '/v1/followups': { incidentId, id: 'fu_1', change: 'drop', reason: 'no', by: 'ana' },
  '/v1/incidents/{id}/status': { change: 'publish', by: 'ana' },
  '/v1/incidents/{id}/postmortem': { change: 'publish', by: 'ana' },
};
const signedPosts = httpHandlers
  .filter(({ name }) => name !== 'answer-agents' && name !== 'record-proposals')
  .flatMap(({ name, trigger }) =>
    trigger.kind === 'http'
      ? trigger.routes
          .filter(({ method, access }) => method === 'POST' && access === 'iam')
          .map(({ path }) => ({ name, path }))
      : [],
  );

describe('the role of an agent', () => {
  it.each(signedPosts)(
    'is no person on POST $path, also where a person of policy has it too',
    async ({ name, path }) => {
      const { deps, entries } = await agentWorld({
        agents: [anAgent()],
        policy: (shipped) => {
          const [first, ...others] = shipped.people.people;
          const people = first === undefined ? [] : [{ ...first, iam: [arn] }, ...others];
          return { ...shipped, people: { ...shipped.people, people } };
        },
      });
      const event = anHttpEvent('POST', path, {
        pathParameters: { id: incidentId },
        body: JSON.stringify(bodies[path]),
      });
      Object.assign(event.requestContext.identity, { userArn: arn });
      const task = tasks[name as keyof typeof tasks];
      const signed = { ...deps, access: 'signed-link' as const };
      const { statusCode, body } = await task.run(() => signed, event, anInvocation());
      expect({ statusCode, body }).toEqual({
        statusCode: 403,
        body: expect.stringContaining('caller.unknown'),
      });
      expect(await entries()).toEqual([]);
    },
  );
});
