import { jsonOf as jsonOfText } from '../../../lambdas/domain/records/text/json-of.ts';
import type { LocalRequest, LocalResponse } from '../http/loopback-server.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

/** Stands for a service of chat or paging: it takes what the real one would, and refuses what that would refuse. */
export interface ChannelService {
  readonly name: string;
  readonly title: string;
  /** Of a service that is called by its host, through the client of servers outside AWS. */
  readonly hosts?: RegExp;
  /** `path` is what follows its name in the address, or the whole path where it is called by its host. */
  answer(request: LocalRequest & { readonly now: Date }, board: MessageBoard): LocalResponse;
}

export function answerJson(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): LocalResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function jsonOf({ body }: Pick<LocalRequest, 'body'>): unknown {
  return jsonOfText(body.toString('utf8'));
}

/** The newest first, as lists of vendors are: so many to a page. */
export function pageOf(
  messages: readonly BoardMessage[],
  size: number,
  query: URLSearchParams,
): readonly BoardMessage[] {
  const start = (Number(query.get('page') ?? '1') - 1) * size;
  return messages.toReversed().slice(start, start + size);
}
