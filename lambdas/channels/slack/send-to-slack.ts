import type { Post } from '../../domain/reporting/updates/post.ts';
import type { PostContext, PostResult } from '../../ports/plug-ins/incident-channel.ts';
import { secretEntry } from '../posting/secret-entry.ts';
import type { SlackMessage, SlackMessages } from './render-slack.ts';
import { callSlack, readSlack, resultOfFault, type SlackAccess, type SlackAnswer } from './slack-api.ts';

/** Under what each message carries its key, so that it can be found after a lost answer. */
const eventType = 'firebreak_update';

/**
 * Writes one update: the incident's head if the channel has none yet, a reply in its thread, and the end of the request that it answers.
 * Editing may be repeated. Posting may not, and Slack does not tell a repetition: after a lost answer it is looked for by its key.
 */
export async function sendToSlack(
  { variable, secret, signal, isRepeat }: PostContext,
  post: Post,
  { head, changesHead, reply, isBroadcast, answer }: SlackMessages,
): Promise<PostResult> {
  const channel = post.to ?? '';
  const access = {
    api: variable('SLACK_API'),
    token: secretEntry(await secret('SLACK_SECRET'), null, 'slack'),
    signal,
  };
  const place = { access, channel, isRepeat, since: post.incident.openedAt };
  const memory: Record<string, string> = { ...post.memory };

  if (memory['thread'] === undefined) {
    const begun = await postOnce(place, head, { key: `${post.incident.id}_head`, thread: null });
    if (begun.ts === null) return resultOfFault(begun.answer, memory);
    memory['thread'] = begun.ts;
  } else if (changesHead) {
    const edited = await edit(access, channel, memory['thread'], head);
    if (!edited.ok && !isGone(edited)) return resultOfFault(edited, memory);
  }
  const asked = post.update.answers === null ? undefined : memory[askedAs(post.update.answers)];
  if (asked !== undefined && answer !== null) {
    const edited = await edit(access, channel, asked, answer);
    if (!edited.ok && !isGone(edited)) return resultOfFault(edited, memory);
  }
  if (reply === null) return { outcome: 'posted', memory };
  const thread = memory['thread'];
  const replied = await postOnce(place, reply, { key: post.key, thread, isBroadcast });
  if (replied.ts === null) return resultOfFault(replied.answer, memory);
  if (post.update.signal === 'call') memory[askedAs(post.update.id)] = replied.ts;
  return { outcome: 'posted', memory };
}

/** The message that was written for a request. */
function askedAs(updateId: string): string {
  return `asked:${updateId}`;
}

interface Place {
  readonly access: SlackAccess;
  readonly channel: string;
  readonly isRepeat: boolean;
  readonly since: string;
}

type Posted = { readonly ts: string } | { readonly ts: null; readonly answer: SlackAnswer };

async function postOnce(
  { access, channel, isRepeat, since }: Place,
  { text, blocks }: SlackMessage,
  { key, thread, isBroadcast = false }: { key: string; thread: string | null; isBroadcast?: boolean },
): Promise<Posted> {
  if (isRepeat) {
    const found = await lookFor(access, { channel, thread, since });
    if (!found.ok) return { ts: null, answer: found };
    const ts = tsOf(found, key);
    if (ts !== null) return { ts };
  }
  const answer = await callSlack(access, 'chat.postMessage', {
    channel,
    text,
    blocks,
    metadata: { event_type: eventType, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
    ...(thread === null ? {} : { thread_ts: thread, reply_broadcast: isBroadcast }),
  });
  const { ts } = answer.body;
  return answer.ok && typeof ts === 'string' ? { ts } : { ts: null, answer };
}

async function edit(
  access: SlackAccess,
  channel: string,
  ts: string,
  { text, blocks }: SlackMessage,
): Promise<SlackAnswer> {
  return await callSlack(access, 'chat.update', { channel, ts, text, blocks });
}

/** In the thread, or among the messages of the channel since the incident was opened. */
async function lookFor(
  access: SlackAccess,
  {
    channel,
    thread,
    since,
  }: { readonly channel: string; readonly thread: string | null; readonly since: string },
): Promise<SlackAnswer> {
  const where = { channel, include_all_metadata: 'true', limit: '200' };
  return thread === null
    ? await readSlack(access, 'conversations.history', {
        ...where,
        oldest: String(Math.floor(Date.parse(since) / 1000)),
      })
    : await readSlack(access, 'conversations.replies', { ...where, ts: thread });
}

function tsOf({ body }: SlackAnswer, key: string): string | null {
  const { messages } = body;
  if (!Array.isArray(messages)) return null;
  for (const message of messages) {
    const { ts, metadata } = message as { ts?: unknown; metadata?: { event_payload?: { key?: unknown } } };
    if (metadata?.event_payload?.key === key && typeof ts === 'string') return ts;
  }
  return null;
}

/** Somebody deleted it, or closed it for edits: no reason not to tell the rest. */
function isGone({ error }: SlackAnswer): boolean {
  return ['message_not_found', 'cant_update_message', 'edit_window_closed'].includes(error ?? '');
}
