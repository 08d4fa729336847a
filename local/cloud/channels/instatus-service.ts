import * as z from 'zod';
import type { LocalResponse } from '../http/loopback-server.ts';
import { answerJson, type ChannelService, jsonOf, pageOf } from './channel-service.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

const status = z.enum(['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED']);
const componentStatus = z.enum([
  'OPERATIONAL',
  'UNDERMAINTENANCE',
  'DEGRADEDPERFORMANCE',
  'PARTIALOUTAGE',
  'MAJOROUTAGE',
]);
// https://github.com/instatushq/openapi: CreateIncidentUpdateRequest, CreateIncidentRequest
const updateSchema = z.strictObject({
  message: z.string().optional(),
  components: z.array(z.string()),
  started: z.iso.datetime().optional(),
  status,
  notify: z.boolean().optional(),
  statuses: z.array(z.strictObject({ id: z.string(), status: componentStatus })),
});
const createSchema = updateSchema.extend({ name: z.string().min(1), shouldPublish: z.boolean().optional() });
const keptUpdate = z.object({ message: z.string(), status, started: z.string(), createdAt: z.string() });
const keptSchema = z.object({ page: z.string(), started: z.string(), updates: z.array(keptUpdate) });
const components = ['clt0checkout0000', 'clt0payments0000'];

/** Incidents of Instatus, as far as Firebreak calls it. */
export const instatusService: ChannelService = {
  name: 'instatus',
  title: 'Instatus',
  hosts: /^api\.instatus\.com$/,
  answer(request, board) {
    const { method, path, query, headers, now } = request;
    if (!/^Bearer instatus-\w+$/.test(headers.authorization ?? '')) return fault(401, 'Unauthorized');
    const [, page = '', rest = ''] = /^\/v1\/([a-z0-9]+)\/(.+)$/.exec(path) ?? [];
    if (page === '') return fault(404, 'Page not found');
    if (method === 'GET' && rest === 'components')
      return answerJson(
        200,
        components.map((id) => ({ id })),
      );
    const all = board.of('instatus').filter(({ data }) => data['page'] === page);
    if (method === 'GET' && rest === 'incidents') {
      const size = Math.min(100, Number(query.get('per_page') ?? '50'));
      return answerJson(200, pageOf(all, size, query).map(shown));
    }
    if (method === 'POST' && rest === 'incidents') {
      const { data } = createSchema.safeParse(jsonOf(request));
      return data === undefined
        ? fault(422, 'Invalid body')
        : put(board, { page, known: null, name: data.name, update: data, now });
    }
    const [, id = '', below = ''] = /^incidents\/(\w+)(\/incident-updates)?$/.exec(rest) ?? [];
    const known = all.find((each) => each.id === id);
    if (known === undefined) return fault(404, 'Incident not found');
    if (method === 'GET' && below === '') return answerJson(200, shown(known));
    const { data } = updateSchema.safeParse(jsonOf(request));
    if (method !== 'POST' || below === '' || data === undefined) return fault(422, 'Invalid body');
    return put(board, { page, known, name: known.title, update: data, now });
  },
};

function put(
  board: MessageBoard,
  {
    page,
    known,
    name,
    update,
    now,
  }: {
    readonly page: string;
    readonly known: BoardMessage | null;
    readonly name: string;
    readonly update: z.output<typeof updateSchema>;
    readonly now: Date;
  },
): LocalResponse {
  const hasUnknown = [...update.components, ...update.statuses.map(({ id }) => id)].some(
    (id) => !components.includes(id),
  );
  if (hasUnknown || update.statuses.some(({ id }) => !update.components.includes(id)))
    return fault(422, 'Unknown component');
  const before = known === null ? null : keptSchema.parse(known.data);
  const { message = '', started = now.toISOString() } = update;
  const updates = [
    ...(before?.updates ?? []),
    { message, status: update.status, started, createdAt: now.toISOString() },
  ];
  const put: BoardMessage = {
    service: 'instatus',
    id: known?.id ?? `clt${String(board.of('instatus').length + 1).padStart(10, '0')}`,
    thread: null,
    title: name,
    lines: updates.map((each) => `${each.status}: ${each.message}`),
    link: null,
    data: { page, started: before?.started ?? started, updates, state: update.status },
  };
  board.put(put);
  return answerJson(200, shown(put));
}

function shown({ id, title, data }: BoardMessage) {
  const { started, updates } = keptSchema.parse(data);
  return { id, name: title, started, status: updates.at(-1)?.status, updates };
}

function fault(code: number, message: string): LocalResponse {
  return answerJson(code, { error: { code: String(code), message } });
}
