import * as z from 'zod';
import { answerJson, type ChannelService, jsonOf } from './channel-service.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

// https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
const link = z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: z.url() }) });
const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(link).optional(),
});
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(text) });
const item = z.strictObject({ type: z.literal('listItem'), content: z.array(paragraph).min(1) });
const list = z.strictObject({ type: z.literal('bulletList'), content: z.array(item).min(1) });
const document = z.strictObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(z.discriminatedUnion('type', [paragraph, list])),
});
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
const createSchema = z.strictObject({
  fields: z.looseObject({
    project: z.strictObject({ key: z.string().regex(/^[A-Z][A-Z0-9_]+$/) }),
    issuetype: z.strictObject({ name: z.string() }),
    summary: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\n\r]*$/),
    description: document,
    labels: z.array(z.string().regex(/^\S{1,255}$/)),
  }),
  properties: z
    .array(z.strictObject({ key: z.string().max(255), value: z.json() }))
    .max(10)
    .optional(),
});
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
const searchSchema = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).min(1),
  maxResults: z.number().int().min(1).max(5000),
  nextPageToken: z.string().optional(),
  reconcileIssues: z.array(z.number()).max(50).optional(),
});
const jqlPattern = /^project = "([A-Z0-9_]+)" AND labels = "([^"\s]+)" ORDER BY created ASC$/;
const keptSchema = z.object({
  project: z.string(),
  labels: z.array(z.string()),
  state: z.enum(['open', 'closed']),
});

/** Issues of Jira Cloud's REST API v3, of any project, as far as Firebreak calls it. */
export const jiraService: ChannelService = {
  name: 'jira',
  title: 'Jira issues',
  hosts: /\.atlassian\.net$/,
  answer(request, board) {
    if (!/^Basic [A-Za-z0-9+/]+=*$/.test(request.headers.authorization ?? '')) {
      return fault(401, 'You are not authenticated.');
    }
    const path = request.path.replace('/rest/api/3/', '');
    const key = /^issue\/([A-Z0-9_]+-\d+)$/.exec(path)?.[1];
    switch (`${request.method} ${path}`) {
      case 'POST issue':
        return create(jsonOf(request), String(request.headers['x-forwarded-host']), board);
      case 'POST search/jql':
        return search(jsonOf(request), board);
      case 'GET search':
      case 'POST search':
        return fault(410, 'The requested API has been removed. Please use the newer search.');
      case 'GET mypermissions':
        return answerJson(200, {
          permissions: Object.fromEntries(
            (request.query.get('permissions') ?? '')
              .split(',')
              .map((name) => [name, { havePermission: true }]),
          ),
        });
    }
    if (request.method === 'GET' && path.startsWith('issue/createmeta/')) return createMeta(path);
    const known = board.of('jira').find(({ id }) => id === key);
    if (known === undefined)
      return fault(404, 'Issue does not exist or you do not have permission to see it.');
    if (request.method === 'GET') return answerJson(200, shown(known));
    return fault(405, 'Only reading is served here.');
  },
};

function create(input: unknown, host: string, board: MessageBoard) {
  const { data, error } = createSchema.safeParse(input);
  if (data === undefined) {
    return fault(400, error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  const { fields } = data;
  if (JSON.stringify(fields.description).length > 32_767) return fault(400, 'CONTENT_LIMIT_EXCEEDED');
  const project = fields.project.key;
  const number = board.of('jira').filter(({ data: kept }) => kept['project'] === project).length + 1;
  const key = `${project}-${number}`;
  const blocks = fields.description.content.flatMap((block) =>
    block.type === 'paragraph' ? [block] : block.content.flatMap(({ content }) => content),
  );
  const marks = blocks.flatMap(({ content }) => content.flatMap((each) => each.marks ?? []));
  board.put({
    service: 'jira',
    id: key,
    thread: null,
    title: `${key} ${fields.summary}`,
    lines: blocks.map(({ content }) => content.map((each) => each.text).join('')),
    link: marks[0]?.attrs.href ?? null,
    data: { project, labels: fields.labels, state: 'open' },
  });
  return answerJson(201, {
    id: String(10_000 + number),
    key,
    self: `https://${host}/rest/api/3/issue/${key}`,
  });
}

function search(input: unknown, board: MessageBoard) {
  const { data } = searchSchema.safeParse(input);
  const [, project, label = ''] = jqlPattern.exec(data?.jql ?? '') ?? [];
  if (data === undefined || project === undefined) return fault(400, 'The query is not served here.');
  const issues = board
    .of('jira')
    .filter(({ data: kept }) => kept['project'] === project && keptSchema.parse(kept).labels.includes(label))
    .slice(0, data.maxResults)
    .map(shown);
  return answerJson(200, { issues, isLast: true });
}

function createMeta(path: string) {
  if (path.endsWith('/issuetypes')) {
    return answerJson(200, { issueTypes: [{ id: '10001', name: 'Task' }], total: 1 });
  }
  const fields = ['project', 'issuetype', 'summary', 'description', 'labels'].map((fieldId) => ({
    fieldId,
    name: fieldId,
    required: fieldId !== 'labels' && fieldId !== 'description',
    hasDefaultValue: false,
  }));
  return answerJson(200, { fields, total: fields.length });
}

function shown({ id, data }: BoardMessage) {
  const isDone = keptSchema.parse(data).state === 'closed';
  return {
    id,
    key: id,
    fields: { status: { name: isDone ? 'Done' : 'To Do', statusCategory: { key: isDone ? 'done' : 'new' } } },
  };
}

function fault(status: number, message: string) {
  return answerJson(status, { errorMessages: [message], errors: {} });
}
