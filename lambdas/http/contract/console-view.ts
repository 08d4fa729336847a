import * as z from 'zod/mini';
import { linkKey } from './caller.ts';

export const consoleViewRequest = z.object({
  key: linkKey,
  page: z.string().check(z.maxLength(500)),
  known: z.optional(z.string().check(z.maxLength(100))),
});

export const consoleViewResponse = z.object({
  html: z.nullable(z.string()),
  tag: z._default(z.string(), ''),
});
