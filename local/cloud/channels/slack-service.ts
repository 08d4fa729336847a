import * as z from 'zod';
import { answerJson, type ChannelService, jsonOf } from './channel-service.ts';
import type { BoardMessage, MessageBoard } from './message-board.ts';

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
const markdown = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().min(1).max(3000),
  verbatim: z.boolean().optional(),
});
const button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(255),
  text: plainText(75),
  url: z.url().max(3000),
});
// https://docs.slack.dev/reference/block-kit/blocks
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ type: z.literal('section'), text: z.union([plainText(3000), markdown]) }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(z.union([plainText(3000), markdown]))
      .min(1)
      .max(10),
  }),
]);
const content = { channel: z.string(), text: z.string().min(1).max(40_000), blocks: z.array(block).max(50) };
const ts = z.string().regex(/^\d{10}\.\d{6}$/);
// https://docs.slack.dev/reference/methods/chat.postMessage
const postSchema = z.strictObject({
  ...content,
  thread_ts: ts.optional(),
  reply_broadcast: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  metadata: z
    .strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.string()) })
    .optional(),
});
const updateSchema = z.strictObject({ ...content, ts });

/** Slack's Web API, as far as Firebreak calls it. */
export const slackService: ChannelService = {
  name: 'slack',
  title: 'Slack',
  answer(request, board) {
    if (!/^Bearer xox[bp]-/.test(String(request.headers.authorization))) return refused('not_authed');
    const method = request.path.replace('/api/', '');
    switch (`${request.method} ${method}`) {
      case 'POST auth.test':
        return answerJson(200, { ok: true, team: 'This laptop', user: 'firebreak' });
      case 'POST chat.postMessage':
        return post(jsonOf(request), board);
      case 'POST chat.update':
        return update(jsonOf(request), board);
      case 'GET users.info':
        return member(request.query.get('user') ?? '');
      case 'GET conversations.history':
        return list(board, (message) => message.thread === null, request.query.get('channel'));
      case 'GET conversations.replies': {
        const thread = request.query.get('ts');
        const isIn = (message: BoardMessage) => message.thread === thread || message.id === thread;
        return list(board, isIn, request.query.get('channel'));
      }
      default:
        return refused('unknown_method');
    }
  },
};

function post(input: unknown, board: MessageBoard) {
  const { data, error } = postSchema.safeParse(input);
  if (data === undefined) return refused(faultOf(error));
  if (!isChannel(data.channel)) return refused('channel_not_found');
  const { thread_ts: thread = null, channel, metadata } = data;
  const known = board.of('slack');
  if (thread !== null && !known.some(({ id }) => id === thread)) return refused('thread_not_found');
  const id = `17640${String(known.length).padStart(5, '0')}.000000`;
  board.put({ service: 'slack', id, thread, ...shown(data), data: { channel, metadata } });
  return answerJson(200, { ok: true, channel, ts: id });
}

function update(input: unknown, board: MessageBoard) {
  const { data, error } = updateSchema.safeParse(input);
  if (data === undefined) return refused(faultOf(error));
  const known = board.of('slack').find(({ id }) => id === data.ts);
  if (known === undefined) return refused('message_not_found');
  board.put({ ...known, ...shown(data) });
  return answerJson(200, { ok: true, channel: data.channel, ts: data.ts });
}

function list(board: MessageBoard, isIn: (message: BoardMessage) => boolean, channel: string | null) {
  const messages = board
    .of('slack')
    .filter((message) => isIn(message) && message.data['channel'] === channel)
    .map(({ id, data }) => ({ type: 'message', ts: id, metadata: data['metadata'] }));
  return answerJson(200, { ok: true, messages, has_more: false });
}

function shown({ text, blocks }: z.output<typeof updateSchema> | z.output<typeof postSchema>) {
  const lines = blocks.flatMap((each) => {
    if (each.type === 'actions') return [];
    return each.type === 'context' ? each.elements.map((part) => part.text) : [each.text.text];
  });
  const links = blocks.flatMap((each) =>
    each.type === 'actions' ? each.elements.map(({ url }) => url) : [],
  );
  return { title: text, lines, link: links[0] ?? null };
}

/** Whoever it is, they are there. https://docs.slack.dev/reference/methods/users.info */
function member(id: string) {
  if (!/^[UW][A-Z0-9]+$/.test(id)) return refused('user_not_found');
  return answerJson(200, { ok: true, user: { id, deleted: false, is_bot: false } });
}

function isChannel(channel: string): boolean {
  return /^[CG][A-Z0-9]+$/.test(channel);
}

function faultOf({ issues }: z.ZodError): string {
  return issues.some(({ path }) => path[0] === 'blocks') ? 'invalid_blocks' : 'invalid_arguments';
}

/** Errors are answered 200. */
function refused(error: string) {
  return answerJson(200, { ok: false, error });
}
