import * as z from 'zod';
import type { LocalResponse } from '../http/loopback-server.ts';
import { answerJson, type ChannelService, jsonOf, pageOf } from './channel-service.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

const states = z.enum(['investigating', 'identified', 'monitoring', 'resolved']);
const componentStates = z.enum([
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
]);
const metadata = z.record(z.string(), z.record(z.string(), z.unknown()));
// https://developer.statuspage.io/#operation/postPagesPageIdIncidents
const bodySchema = z.strictObject({
  incident: z
    .strictObject({
      name: z.string().min(1).max(255),
      status: states,
      body: z.string().max(25_000),
      impact_override: z.enum(['none', 'minor', 'major', 'critical']).optional(),
      deliver_notifications: z.boolean(),
      metadata,
      component_ids: z.array(z.string()).optional(),
      components: z.record(z.string(), componentStates).optional(),
    })
    .refine(({ component_ids = [], components = {} }) =>
      Object.keys(components).every((id) => component_ids.includes(id)),
    ),
});
const keptSchema = z.object({
  page: z.string(),
  status: states,
  createdAt: z.string(),
  metadata,
  updates: z.array(z.object({ status: states, body: z.string() })),
});
const components = ['8kbf7d35c070', 'vtnh60py4yd7'];

/** Incidents of Atlassian Statuspage, as far as Firebreak calls it. */
export const statuspageService: ChannelService = {
  name: 'statuspage',
  title: 'Statuspage',
  hosts: /^api\.statuspage\.io$/,
  answer(request, board) {
    const { method, path, query, headers, now } = request;
    if (!/^OAuth statuspage-\w+$/.test(headers.authorization ?? '')) {
      return answerJson(401, { error: 'Could not authenticate' });
    }
    const [, page = '', rest = ''] = /^\/v1\/pages\/([a-z0-9]+)\/(.+)$/.exec(path) ?? [];
    if (page === '') return notFound();
    if (method === 'GET' && rest === 'components')
      return answerJson(
        200,
        components.map((id) => ({ id, page_id: page })),
      );
    const all = board.of('statuspage').filter(({ data }) => data['page'] === page);
    if (method === 'GET' && rest === 'incidents') {
      const size = Number(query.get('limit') ?? '100');
      return answerJson(200, pageOf(all, size, query).map(shown));
    }
    if (method === 'POST' && rest === 'incidents')
      return write(page, null, { input: jsonOf(request), now }, board);
    const known = all.find(({ id }) => rest === `incidents/${id}`);
    if (known === undefined) return notFound();
    if (method === 'GET') return answerJson(200, shown(known));
    if (method === 'PATCH') return write(page, known, { input: jsonOf(request), now }, board);
    return notFound();
  },
};

function write(
  page: string,
  known: BoardMessage | null,
  { input, now }: { readonly input: unknown; readonly now: Date },
  board: MessageBoard,
): LocalResponse {
  const { data } = bodySchema.safeParse(input);
  const unknown = data?.incident.component_ids?.some((id) => !components.includes(id)) ?? false;
  if (data === undefined || unknown) return answerJson(422, { error: ['Invalid component or field'] });
  const { name, status, body, metadata: own } = data.incident;
  const before = known === null ? null : keptSchema.parse(known.data);
  const updates = [...(before?.updates ?? []), { status, body }];
  const message: BoardMessage = {
    service: 'statuspage',
    id: known?.id ?? `p${String(board.of('statuspage').length + 1).padStart(11, '0')}`,
    thread: null,
    title: name,
    lines: updates.map((each) => `${each.status}: ${each.body}`),
    link: null,
    data: {
      page,
      status,
      state: status,
      createdAt: before?.createdAt ?? now.toISOString(),
      metadata: { ...before?.metadata, ...own },
      updates,
    },
  };
  board.put(message);
  return answerJson(known === null ? 201 : 200, shown(message));
}

function shown({ id, title, data }: BoardMessage) {
  const { status, createdAt, metadata: own, updates } = keptSchema.parse(data);
  return {
    id,
    name: title,
    status,
    created_at: createdAt,
    shortlink: `https://stspg.io/${id}`,
    metadata: own,
    incident_updates: updates.toReversed(),
  };
}

function notFound(): LocalResponse {
  return answerJson(404, { error: 'Not found' });
}
