import * as z from 'zod/mini';
import { postmortemSchema } from '../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';

/** The published JSON Schema of `postmortem.json`, as it stands in docs/schema/. */
export function postmortemSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(postmortemSchema), null, 2)}\n`;
}
