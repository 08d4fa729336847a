import * as z from 'zod/mini';
import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type WebhookId, webhook } from '../../resources/webhook.ts';
import { type Called, callOnce, executionOfCall, undoingOfCall } from '../escape-hatch/call-once.ts';
import { remedyContract } from '../escape-hatch/remedy-contract.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { unrecorded } from '../setting/move-outcomes.ts';
import { signedWebhook, signingKeyOf, type WebhookCall } from './signed-webhook.ts';

const postStateSchema = z.object({ id: z.string() });
const notDeclared = 'Policy names no webhook that takes it back: people must know what it does';

/** Calls a webhook that policy names, signed. What it does only its owner knows. */
export const callWebhook: ReversibleAction<WebhookId, Record<string, never>, WebhookId> = {
  kind: 'call-webhook',
  title: 'Call a webhook of your own',
  target: webhook,
  ...remedyContract<WebhookId>('the webhook', ({ address }) => address),
  irreversibleFor: ({ undo }) => (undo === 'none' ? notDeclared : null),
  // What is sent where is checked again right before.
  params: webhook.schema,
  summary: (params) => `Call the ${webhook.describe(params)}, which does what its owner made it for`,
  undoSummary: ({ undo }) => `Call the webhook ${undo}, which takes it back`,
  howToRestore: ({ address, undo }) =>
    undo === 'none'
      ? `Look what ${address} did, and take it back by hand once it is no longer needed`
      : `Call ${undo} once what ${address} did is no longer needed`,
  expects: errorRateRecovers({ withinSeconds: 600 }),

  iam: (targets) =>
    allow(
      ['secretsmanager:GetSecretValue'],
      targets.map(({ id }) => webhook.arns(id).signingKey),
    ),

  /** Nothing is sent: there is no way to ask a webhook what it would do. */
  async preflight(context, params) {
    try {
      await keyOf(context, params);
      return { ok: true, preState: {} };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return { ok: false, reason: error.message };
    }
  },

  async execute(context, params) {
    const id = context.stepId;
    const { address } = params;
    const called = await call(context, params, { address, id, type: 'firebreak.action.run' });
    return executionOfCall(`the ${webhook.describe(params)}`, called, id);
  },

  async undo(context, params, _, postState) {
    const { undo: address } = params;
    if (address === 'none') return { outcome: 'unknown', text: notDeclared };
    if (!postStateSchema.safeParse(postState).success)
      return unrecorded(`by the ${webhook.describe(params)}`);
    const id = `${context.stepId}_undo`;
    const called = await call(context, params, { address, id, type: 'firebreak.action.undo' });
    return undoingOfCall(`the webhook ${address}`, called);
  },
};

async function keyOf({ aws, now }: ActionContext, { signingSecret }: WebhookId): Promise<Uint8Array> {
  const secrets = createSecretsManagerSecrets(aws, { now: () => now });
  return signingKeyOf(await secrets.read(signingSecret), signingSecret);
}

async function call(
  context: ActionContext,
  params: WebhookId,
  given: Pick<WebhookCall, 'address' | 'id' | 'type'>,
): Promise<Called> {
  const { http, now, stepId } = context;
  const request = signedWebhook({ ...given, data: { step: stepId }, now }, await keyOf(context, params));
  return await callOnce(async () => {
    const { status } = await http.send(request);
    return status < 300 ? { outcome: 'accepted' } : { outcome: 'refused', reason: `HTTP ${status}` };
  });
}
