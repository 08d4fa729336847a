import type { ChannelMemory } from '../../domain/reporting/updates/post.ts';
import type { PostResult } from '../../ports/plug-ins/incident-channel.ts';
import { type ChannelResponse, sendRequest } from '../posting/send-request.ts';

/** Answers are 200 also for errors. https://docs.slack.dev/apis/web-api/#evaluating-responses */
export interface SlackAnswer {
  readonly ok: boolean;
  readonly error: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: ChannelResponse;
}

export interface SlackAccess {
  readonly api: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

export async function callSlack(
  { api, token, signal }: SlackAccess,
  method: string,
  input: Readonly<Record<string, unknown>>,
): Promise<SlackAnswer> {
  const response = await sendRequest(`${api}/${method}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(input),
    signal,
  });
  return answerOf(response);
}

/** Reading takes its input in the address. */
export async function readSlack(
  { api, token, signal }: SlackAccess,
  method: string,
  input: Readonly<Record<string, string>>,
): Promise<SlackAnswer> {
  const query = new URLSearchParams(input).toString();
  const response = await sendRequest(`${api}/${method}?${query}`, {
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
  return answerOf(response);
}

function answerOf(response: ChannelResponse): SlackAnswer {
  const body = objectIn(response.text);
  if (response.status === 200 && body['ok'] === true) return { ok: true, error: null, body, response };
  const { error } = body;
  const named = typeof error === 'string' ? error.slice(0, 60) : `HTTP ${response.status}`;
  return { ok: false, error: named, body, response };
}

/** What the message itself is at fault for. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const faultsOfMessage = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'too_many_attachments',
  'metadata_too_large',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_arguments',
];
/** It may have been done all the same. */
const unsure = ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout'];

export function resultOfFault({ error, response }: SlackAnswer, memory: ChannelMemory): PostResult {
  const reason = `Slack answered ${error}`;
  if (error !== null && faultsOfMessage.includes(error)) return { outcome: 'refused', reason };
  const isUnsure = response.status >= 500 || (error !== null && unsure.includes(error));
  return {
    outcome: isUnsure ? 'unknown' : 'later',
    reason,
    retryAfterSeconds: response.retryAfterSeconds,
    memory,
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
