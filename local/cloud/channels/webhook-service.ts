import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { webhook } from '../../../lambdas/channels/webhook.ts';
import { answerJson, type ChannelService, jsonOf } from './channel-service.ts';

const messageSchema = z.strictObject({
  type: z.string().regex(/^[a-z]+(\.[a-z]+)*$/),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** A receiver that checks signatures as the specification says and takes each message once. https://www.standardwebhooks.com */
export const webhookService: ChannelService = {
  name: 'webhook',
  title: 'Webhook',
  answer(request, board) {
    const id = String(request.headers['webhook-id']);
    const timestamp = String(request.headers['webhook-timestamp']);
    const signed = `${id}.${timestamp}.${request.body.toString('utf8')}`;
    const expected = `v1,${createHmac('sha256', signingKey()).update(signed).digest('base64')}`;
    const given = String(request.headers['webhook-signature']).split(' ');
    if (!given.some((each) => isSame(each, expected))) return answerJson(401, { error: 'signature' });
    const { data } = messageSchema.safeParse(jsonOf(request));
    if (data === undefined) return answerJson(400, { error: 'shape' });
    const lines = [JSON.stringify(data.data)];
    board.put({
      service: 'webhook',
      id,
      thread: null,
      title: data.type,
      lines,
      link: null,
      data: { timestamp },
    });
    return { status: 204 };
  },
};

function signingKey(): Buffer {
  const { key = '' }: { key?: string } = JSON.parse(webhook.localSecrets['WEBHOOK_SECRET'] ?? '{}');
  return Buffer.from(key.slice('whsec_'.length), 'base64');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
