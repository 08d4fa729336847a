import * as z from 'zod';
import { answerJson, type ChannelService, jsonOf } from './channel-service.ts';

// https://developer.pagerduty.com/docs/send-alert-event
const common = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };
const eventSchema = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...common,
    event_action: z.literal('trigger'),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime().optional(),
      component: z.string().optional(),
      group: z.string().optional(),
      class: z.string().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
    links: z.array(z.strictObject({ href: z.url(), text: z.string().optional() })).optional(),
  }),
  z.strictObject({ ...common, event_action: z.literal('acknowledge') }),
  z.strictObject({ ...common, event_action: z.literal('resolve') }),
]);

const states = { trigger: 'triggered', acknowledge: 'acknowledged', resolve: 'resolved' } as const;

/** PagerDuty's Events API v2: one alert for each key. */
export const pagerdutyService: ChannelService = {
  name: 'pagerduty',
  title: 'PagerDuty',
  answer(request, board) {
    if (request.method !== 'POST' || request.path !== '/v2/enqueue') return answerJson(404, {});
    const { data, error } = eventSchema.safeParse(jsonOf(request));
    if (data === undefined) {
      const errors = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return answerJson(400, { status: 'invalid event', message: 'Event object is invalid', errors });
    }
    const { dedup_key: id, event_action: action } = data;
    const known = board.of('pagerduty').find((each) => each.id === id);
    const log = [...(known?.lines ?? []), `${action} → ${states[action]}`];
    const title = data.event_action === 'trigger' ? data.payload.summary : (known?.title ?? 'unknown alert');
    const link = data.event_action === 'trigger' ? (data.links?.[0]?.href ?? null) : (known?.link ?? null);
    // What is not open can be neither acknowledged nor resolved, which is no error.
    if (action === 'trigger' || known !== undefined) {
      board.put({
        service: 'pagerduty',
        id,
        thread: null,
        title,
        lines: log,
        link,
        data: { state: states[action] },
      });
    }
    return answerJson(202, { status: 'success', message: 'Event processed', dedup_key: id });
  },
};
