import { createHmac } from 'node:crypto';
import type { LocalResponse } from '../../../cloud/http/loopback-server.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import { applyRemedy, remedies } from '../remedies/remedies.ts';
import { secretOf } from '../secrets-manager/holds-token.ts';

interface Hook {
  readonly address: string;
  readonly undo: string;
  readonly signingSecret: string;
  readonly remedy: string;
}

export interface WebhooksState {
  readonly hooks: Hook[];
}

type Call = RestCall<WebhooksState>;

/** Five minutes, as the specification advises. */
const toleranceSeconds = 300;

/** Receivers of Standard Webhooks that the shop runs itself. */
export const webhooks: AwsService<WebhooksState> = {
  signingName: 'webhooks',
  endpointSuffix: 'WEBHOOKS',
  hosts: /^hooks\.shop\.example$/,
  seed: (scenario) => ({ hooks: [...scenario.webhooks] }),
  protocol: restJson<WebhooksState>([
    { operation: 'Receive', method: 'POST', path: '/{service}/{name}', answer: receive },
  ]),
};

function receive(call: Call): LocalResponse {
  const { request, state, nowMs, save, stateOf } = call;
  const address = `${String(request.headers['x-forwarded-host'])}${request.path}`;
  const hook = state.hooks.find((one) => one.address === address || one.undo === address);
  if (hook === undefined) return restResponse(404, { code: 'not_found' });
  const id = String(request.headers['webhook-id']);
  if (!isGenuine(call, hook, id)) return restResponse(401, { code: 'wrong_signature' });
  const shop = stateOf(remedies);
  if (shop.busy) return restResponse(409, { code: 'busy' });
  applyRemedy(shop, { name: hook.remedy, key: id, on: hook.address === address }, nowMs);
  save();
  return { status: 202 };
}

function isGenuine({ request, nowMs, stateOf }: Call, hook: Hook, id: string): boolean {
  const timestamp = String(request.headers['webhook-timestamp']);
  if (!(Math.abs(nowMs / 1000 - Number(timestamp)) <= toleranceSeconds)) return false;
  const key = Buffer.from(secretOf(stateOf, hook.signingSecret)?.replace('whsec_', '') ?? '', 'base64');
  const content = `${id}.${timestamp}.${request.body.toString('utf8')}`;
  const signature = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return key.length >= 24 && request.headers['webhook-signature'] === signature;
}
