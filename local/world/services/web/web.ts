import type { LocalRequest, LocalResponse } from '../../../cloud/http/loopback-server.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import { restResponse } from '../../protocol/rest-json.ts';
import { isFlowBroken } from '../../signals/flow-signals.ts';
import { secretOf } from '../secrets-manager/holds-token.ts';

/** The sites of the shop, as its clients reach them: what a scenario breaks is broken here, too. */
export const web: AwsService = {
  signingName: 'web',
  endpointSuffix: 'WEB',
  hosts: /^[a-z-]+\.api\.shop\.example$/,
  seed: () => ({}),
  protocol: {
    operationOf: ({ method }) => method,
    answer: async (request, context) => answerOf(request, context),
  },
};

function answerOf(request: LocalRequest, context: ServiceContext<object>): LocalResponse {
  const { scenario, account, nowMs, stateOf } = context;
  const host = String(request.headers['x-forwarded-host']);
  const flow = scenario.flows.find(
    (one) => one.host === host && one.method === request.method && one.path === request.path,
  );
  if (flow === undefined) return restResponse(404, { error: 'not_found' });
  if (isFlowBroken(scenario, account, flow, nowMs)) return restResponse(500, { error: 'internal' });
  const { needs } = flow;
  const secret = needs === undefined ? null : secretOf(stateOf, needs.secret);
  if (needs !== undefined && (secret === null || !holds(request, secret))) {
    return restResponse(401, { error: 'unauthorized' });
  }
  return restResponse(flow.status, flow.answer);
}

/** In a header or in the body, as the flow sends it. */
function holds({ headers, body }: LocalRequest, secret: string): boolean {
  return body.toString('utf8').includes(secret) || (headers.authorization ?? '').includes(secret);
}
