import * as z from 'zod';
import { answerJson, type ChannelService, jsonOf, pageOf } from './channel-service.ts';
import { answerContents } from './github-contents.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

// https://docs.github.com/en/rest/issues/issues#create-an-issue
const createSchema = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536).optional(),
  labels: z.array(z.string().min(1).max(50)).optional(),
  assignees: z.array(z.string()).optional(),
});
const updateSchema = z.strictObject({ state: z.enum(['open', 'closed']) });
const issueSchema = z.object({
  repository: z.string(),
  number: z.number(),
  body: z.string(),
  labels: z.array(z.string()),
  state: z.enum(['open', 'closed']),
  createdAt: z.string(),
});

/** Issues and files of GitHub's REST API, of any repository, as far as Firebreak calls it. */
export const githubService: ChannelService = {
  name: 'github',
  title: 'GitHub',
  hosts: /^api\.github\.com$/,
  answer(request, board) {
    const { method, path, query, headers } = request;
    if (!/^Bearer github_pat_\w+$/.test(headers.authorization ?? '')) return fault(401, 'Bad credentials');
    if (headers['user-agent'] === undefined) return fault(403, 'Request forbidden by administrative rules.');
    const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(?:\/(.*))?$/.exec(path) ?? [];
    const number = /^issues\/(\d+)$/.exec(rest)?.[1];
    if (method === 'GET' && repository !== '' && rest === '') {
      return answerJson(200, {
        full_name: repository,
        has_issues: true,
        archived: false,
        permissions: { push: true },
      });
    }
    const file = /^contents\/(.+)$/.exec(rest)?.[1];
    if (repository !== '' && file !== undefined) {
      return answerContents({ method, repository, path: file, input: jsonOf(request) }, board);
    }
    if (method === 'POST' && rest === 'issues')
      return create(repository, jsonOf(request), request.now, board);
    if (method === 'GET' && rest === 'issues') return answerJson(200, list(repository, query, board));
    const known = board.of('github').find(({ id }) => id === `${repository}#${number}`);
    if (known === undefined) return fault(404, 'Not Found');
    if (method === 'GET') return answerJson(200, shown(known));
    const { data } = updateSchema.safeParse(jsonOf(request));
    if (method !== 'PATCH' || data === undefined) return fault(422, 'Validation Failed');
    const changed = { ...known, data: { ...known.data, ...data } };
    board.put(changed);
    return answerJson(200, shown(changed));
  },
};

function create(repository: string, input: unknown, now: Date, board: MessageBoard) {
  const { data } = createSchema.safeParse(input);
  if (data === undefined) return fault(422, 'Validation Failed');
  const number = board.of('github').filter(({ data: { repository: of } }) => of === repository).length + 1;
  const body = data.body ?? '';
  const message: BoardMessage = {
    service: 'github',
    id: `${repository}#${number}`,
    thread: null,
    title: `${repository}#${number} ${data.title}`,
    lines: body.split('\n').filter((line) => line !== '' && !line.startsWith('<!--')),
    link: /\]\((https?:[^)]+)\)/.exec(body)?.[1] ?? null,
    data: {
      repository,
      number,
      body,
      labels: data.labels ?? [],
      state: 'open',
      createdAt: now.toISOString(),
    },
  };
  board.put(message);
  return answerJson(201, shown(message));
}

/** Newest first, `per_page` at a time. */
function list(repository: string, query: URLSearchParams, board: MessageBoard) {
  const size = Number(query.get('per_page') ?? '30');
  const issues = board.of('github').filter(({ data: { repository: of } }) => of === repository);
  return pageOf(issues, size, query).map(shown);
}

function shown({ data, title }: BoardMessage) {
  const { repository, number, body, labels, state, createdAt } = issueSchema.parse(data);
  return {
    number,
    title: title.replace(/^\S+ /, ''),
    body,
    state,
    labels: labels.map((name) => ({ name })),
    html_url: `https://github.com/${repository}/issues/${number}`,
    created_at: createdAt,
  };
}

function fault(status: number, message: string) {
  return answerJson(status, { message, documentation_url: 'https://docs.github.com/rest' });
}
