import { shortened } from '../../domain/records/text/plain-line.ts';
import type { Post } from '../../domain/reporting/updates/post.ts';
import { inertWords } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';

/** A block of Block Kit. https://docs.slack.dev/reference/block-kit/blocks */
type Block = Readonly<Record<string, unknown>>;

export interface SlackMessage {
  /** For notifications and screen readers; what Slack would read as markup is escaped. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** What one update makes of an incident's thread. */
export interface SlackMessages {
  /** The first message of the thread: how the incident stands. It is written anew when that changes. */
  readonly head: SlackMessage;
  readonly changesHead: boolean;
  /** Null: the head says it. */
  readonly reply: SlackMessage | null;
  /** Also shown in the channel. */
  readonly isBroadcast: boolean;
  /** Takes the place of the request that it answers: that asks nobody any more. */
  readonly answer: SlackMessage | null;
}

export function slackMessages(post: Post): SlackMessages {
  const { update } = post;
  const { signal } = update;
  const isHead = signal === 'opened';
  return {
    head: headOf(post),
    changesHead: signal === 'closed',
    reply: isHead ? null : replyOf(post),
    isBroadcast: signal === 'call' || signal === 'closed',
    answer: update.answers === null ? null : message(inertWords(`Over: ${update.text}`, 600), []),
  };
}

function headOf({ incident, update, url }: Post): SlackMessage {
  const { severity, service, environment, title, openedAt } = incident;
  const about = `${severity} ${inertWords(service, 60)}: ${inertWords(title, 200)}`;
  const state = update.signal === 'closed' ? inertWords(update.text, 300) : `Open since ${utcTime(openedAt)}`;
  return message(`${about}. ${state}`, [
    { type: 'header', text: plain(about, 150) },
    section(`${inertWords(environment, 60)}. ${state}`),
    button(url),
  ]);
}

function replyOf({ update, url, called }: Post): SlackMessage {
  const text = inertWords(update.text, 1000);
  const mentions = called.map(mention).join(', ');
  return message(mentions === '' ? text : `${text} ${mentions}`, [
    section(text),
    ...(mentions === ''
      ? []
      : [{ type: 'section', text: { type: 'mrkdwn', text: `Needed: ${mentions}`, verbatim: true } }]),
    ...(update.signal === 'call' ? [button(url)] : []),
    { type: 'context', elements: [plain(utcTime(update.at), 100)] },
  ]);
}

/** `text` is ours but for escaped or plain parts. */
function message(text: string, blocks: readonly Block[]): SlackMessage {
  return { text: escaped(text), blocks: blocks.length > 0 ? blocks : [section(text)] };
}

/** Plain text knows no mentions and no links. */
function section(text: string): Block {
  return { type: 'section', text: plain(text, 3000) };
}

function plain(text: string, most: number): Block {
  return { type: 'plain_text', text: shortened(text, most), emoji: false };
}

/** It only opens the page: Slack tells nobody that it was pressed. */
function button(url: string): Block {
  return {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'open-incident', text: plain('Open the incident', 75), url }],
  };
}

/** Policy has checked the member id; who has none is named. */
function mention({ slack, name }: Post['called'][number]): string {
  return slack === undefined ? escaped(inertWords(name, 60)) : `<@${slack}>`;
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping; a mention of ours stays one. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/&lt;@([UW][A-Z0-9]{4,20})&gt;/g, '<@$1>');
}
