import * as z from 'zod';
import { answerJson, type ChannelService, jsonOf } from './channel-service.ts';

// https://adaptivecards.io/explorer/
const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']).optional(),
  isSubtle: z.boolean().optional(),
});
const cardSchema = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.enum(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']),
  msteams: z.strictObject({ width: z.literal('Full') }).optional(),
  body: z.array(z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(run).min(1) })).min(1),
  actions: z
    .array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() }))
    .max(6),
});
// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
const messageSchema = z.strictObject({
  type: z.literal('message'),
  summary: z.string().optional(),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: cardSchema,
      }),
    )
    .length(1),
});
/** 28 kB. */
const mostBytes = 28_672;

/** The URL of a Teams workflow: it takes cards and tells no repetition. */
export const teamsService: ChannelService = {
  name: 'teams',
  title: 'Microsoft Teams',
  answer(request, board) {
    if (request.method !== 'POST' || request.query.get('sig') === null) return answerJson(401, {});
    if (request.body.length > mostBytes) return answerJson(413, {});
    const { data } = messageSchema.safeParse(jsonOf(request));
    const card = data?.attachments[0]?.content;
    if (card === undefined) return answerJson(400, { error: { code: 'InvalidRequestContent' } });
    const [title = '', ...lines] = card.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''));
    const id = String(board.of('teams').length + 1);
    board.put({
      service: 'teams',
      id,
      thread: null,
      title,
      lines,
      link: card.actions[0]?.url ?? null,
      data: {},
    });
    return { status: 202 };
  },
};
