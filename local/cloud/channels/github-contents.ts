import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { LocalResponse } from '../http/loopback-server.ts';
import { answerJson } from './channel-service.ts';
import type { MessageBoard } from './message-board.ts';

// https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents
const putSchema = z.strictObject({
  message: z.string().min(1),
  content: z.base64(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});
const keptSchema = z.object({ text: z.string() });

/** Files of a repository of GitHub, as far as Firebreak calls it. */
export function answerContents(
  {
    method,
    repository,
    path,
    input,
  }: {
    readonly method: string;
    readonly repository: string;
    readonly path: string;
    readonly input: unknown;
  },
  board: MessageBoard,
): LocalResponse {
  const id = `${repository}/${path}`;
  const kept = keptSchema.safeParse(board.of('github').find((each) => each.id === id)?.data).data;
  const url = `https://github.com/${repository}/blob/main/${path}`;
  if (method === 'GET') {
    if (kept === undefined) return fault(404, 'Not Found');
    const lines = Buffer.from(kept.text)
      .toString('base64')
      .replaceAll(/(.{60})/g, '$1\n');
    return answerJson(200, {
      type: 'file',
      encoding: 'base64',
      path,
      sha: shaOf(kept.text),
      content: lines,
      html_url: url,
    });
  }
  const { data } = putSchema.safeParse(input);
  if (method !== 'PUT' || data === undefined) return fault(422, 'Invalid request.');
  if (kept !== undefined && data.sha === undefined) return fault(422, '"sha" wasn\'t supplied.');
  if (data.sha !== undefined && (kept === undefined || data.sha !== shaOf(kept.text))) {
    return fault(409, `${path} does not match ${data.sha}`);
  }
  const text = Buffer.from(data.content, 'base64').toString('utf8');
  board.put({
    service: 'github',
    id,
    thread: null,
    title: id,
    lines: text.split('\n'),
    link: null,
    data: { text },
  });
  return answerJson(kept === undefined ? 201 : 200, {
    content: { path, sha: shaOf(text), html_url: url },
    commit: { message: data.message },
  });
}

function shaOf(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
}

function fault(status: number, message: string): LocalResponse {
  return answerJson(status, { message, documentation_url: 'https://docs.github.com/rest' });
}
