import * as z from 'zod/mini';
import { untrusted } from '../untrusted.ts';
import { type Tool, tool } from './tool.ts';

export const policyTools: readonly Tool[] = [
  tool({
    name: 'get_debts',
    title: 'Get open debts',
    description:
      'What actions changed and nobody has restored yet, over all incidents: owner, due time, how to restore.',
    input: z.strictObject({}),
    async call(api) {
      const { debts } = await api.listDebts();
      return {
        debts: debts.map((debt) => ({
          id: `debt:${debt.incidentId}:${debt.stepIndex}`,
          ...untrusted('action', debt),
        })),
      };
    },
  }),
  tool({
    name: 'who_is_on_call',
    title: 'Who is on call',
    description:
      'Who commands and who approves, level by level, for one service or all, now or at a time. Ids, not addresses.',
    input: z.strictObject({
      service: z.optional(z.string().check(z.maxLength(200))),
      at: z.optional(z.iso.datetime({ offset: true }).check(z.describe('ISO 8601; now when left out'))),
    }),
    async call(api, { service, at }) {
      const time = at === undefined ? null : new Date(at);
      return { onCall: await api.onCall(service ?? null, time) };
    },
  }),
];
