import { UnauthenticatedError, UnknownCallerError } from '../../domain/errors.ts';
import { identifyAgent } from '../../domain/policy/people/identify-agent.ts';
import type { AgentWritingDeps } from '../../runtime/build/build-agent-writing.ts';
import type { Log } from '../../runtime/log/log.ts';
import { addNote } from '../../use-cases/agents/add-note.ts';
import { proposeStep } from '../../use-cases/agents/propose-step.ts';
import type { CallingAgent } from '../../use-cases/agents/write-as-agent.ts';
import type { HttpRequest } from '../http-request.ts';
import { httpTask } from '../http-task.ts';
import { serveMcp } from '../mcp/mcp-http.ts';
import { readApiOf } from '../mcp/read-api-of.ts';
import { offeredWriting, writingServer } from '../mcp/servers.ts';
import type { WriteApi } from '../mcp/write-api.ts';

/** What agents may write, in the name of the agent that policy knows the caller as. Deployed only where policy names agents. */
export const agentWritingRoutes = httpTask<AgentWritingDeps>({
  'POST /mcp/write': (deps, request, log) =>
    serveMcp(
      writingServer(readApiOf(deps, request.callerArn), offeredWriting(writeApiOf(deps, request, log))),
      request,
      new URL(deps.consoleUrl).origin,
    ),
});

function writeApiOf(deps: AgentWritingDeps, request: HttpRequest, log: Log): WriteApi {
  return {
    async addNote(note) {
      const caller = callingAgent(deps, request);
      const { entryId } = await addNote(deps, caller, note);
      log.info('An agent noted', { incidentId: note.incidentId, agent: caller.agent.id });
      return { id: entryId };
    },
    async proposeStep(wanted) {
      const caller = callingAgent(deps, request);
      const { incidentId } = wanted;
      const proposed = await proposeStep(deps, caller, wanted);
      log.info('An agent proposed', { incidentId, agent: caller.agent.id, outcome: proposed.outcome });
      if (proposed.outcome === 'denied') return proposed;
      const { summary, action, resource, risk, phase, undo, expectation, guardMetrics } = proposed.step;
      return {
        outcome: 'proposed',
        id: proposed.proposal.id,
        step: { summary, action, resource, risk, phase, undo, expectation, guardMetrics },
        guardrails: proposed.guardrails,
        page: `${deps.consoleUrl}/incidents/${incidentId}`,
      };
    },
  };
}

/** By what signed; where nothing is signed, by the id in the address. Throws UnauthenticatedError, UnknownCallerError. */
function callingAgent(
  { access, policy }: Pick<AgentWritingDeps, 'access' | 'policy'>,
  { callerArn, query }: HttpRequest,
): CallingAgent {
  if (callerArn === null && access !== 'open') {
    throw new UnauthenticatedError('Agents sign with AWS credentials');
  }
  const agent = identifyAgent(
    policy.people,
    callerArn === null
      ? { kind: 'operator', named: query['agent'] ?? null }
      : { kind: 'principal', arn: callerArn },
  );
  if (agent !== null) return { agent, callerArn };
  throw new UnknownCallerError(
    callerArn === null
      ? 'people.yaml names several agents, or none of that id: give its id, as in /mcp/write?agent=ID'
      : `${callerArn} is not exactly one agent of people.yaml: name it under the iam of one`,
  );
}
