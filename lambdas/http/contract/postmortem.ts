import * as z from 'zod/mini';
import { postmortemStates } from '../../domain/records/postmortem/postmortem-head.ts';
import {
  postmortemSchema,
  sectionIds,
} from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { by, onPage } from './caller.ts';
import { openEnum } from './open-enum.ts';

const longest = 10_000;
const text = z.string().check(z.maxLength(longest));
const reason = z.string().check(z.trim(), z.minLength(3, 'must say why'), z.maxLength(1000));
const questionId = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/, 'must be the id of a question'));
/** The version of what was there when it was written, as number or text. */
const basedOn = z.coerce.number().check(z.int(), z.minimum(0));

const edits = [
  z.object({ change: z.literal('write') }),
  z.object({ change: z.literal('answer'), question: questionId, text, basedOn: z._default(basedOn, 0) }),
  z.object({ change: z.literal('leave-open'), question: questionId, text: reason }),
  z.object({
    change: z.literal('words'),
    section: z.enum(sectionIds),
    text,
    basedOn: z._default(basedOn, 0),
  }),
  z.object({ change: z.literal('review') }),
  z.object({
    change: z.literal('publish'),
    reasons: z._default(z.record(questionId, reason), {}),
  }),
  z.object({ change: z.literal('reopen'), text: reason }),
] as const;

export const postmortemEdit = z.discriminatedUnion('change', edits);

/** What a change may hold, as one shape; which change takes which is for `postmortemEdit`. */
const given = {
  change: z.enum(['write', 'answer', 'leave-open', 'words', 'review', 'publish', 'reopen']),
  question: z.optional(z.string()),
  section: z.optional(z.enum(sectionIds)),
  text: z.optional(z.string()),
  basedOn: z.optional(z.union([z.number(), z.string()])),
  reasons: z.optional(z.record(z.string(), z.string())),
};

export const postmortemEditRequest = z.object({ ...given, by });

export const pagePostmortemEditRequest = z.object({ ...onPage, ...given });

export const postmortemEditResponse = z.object({
  incidentId: z.string(),
  version: z.number(),
  state: openEnum(postmortemStates),
  unanswered: z.number(),
});

/** `document` is null for those that an earlier version wrote as Markdown. */
export const postmortemResponse = z.object({
  document: z.nullable(postmortemSchema),
  markdown: z.nullable(z.string()),
});
