import * as z from 'zod/mini';
import type { TrackerPolicy } from '../../domain/policy/schemas/follow-ups-schema.ts';
import type { HttpResponse } from '../../ports/http-client.ts';
import { answerOf } from '../../resources/outside/published-answer.ts';

const typesSchema = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const fieldsSchema = z.object({
  fields: z.array(
    z.object({ fieldId: z.string(), name: z.string(), required: z.boolean(), hasDefaultValue: z.boolean() }),
  ),
});

/** Those that every issue has. */
const given: readonly string[] = ['project', 'issuetype', 'summary', 'description', 'labels', 'reporter'];

/** What a project requires of an issue and people.yaml does not give, and what it has no place for. */
export async function missingFields(
  { to, host = '', issueType = 'Task', fields = {} }: TrackerPolicy,
  ask: (path: string) => Promise<HttpResponse>,
): Promise<readonly string[]> {
  const base = `issue/createmeta/${to}/issuetypes`;
  const { issueTypes } = answerOf(typesSchema, await ask(`${base}?maxResults=200`), host);
  const type = issueTypes.find(({ name }) => name === issueType);
  if (type === undefined) {
    const names = issueTypes.map(({ name }) => name).join(', ') || 'none';
    return [`${to} has no issue type ${issueType}; it has ${names}`];
  }
  const known = answerOf(fieldsSchema, await ask(`${base}/${type.id}?maxResults=200`), host).fields;
  const missing = known.filter(
    ({ fieldId, required, hasDefaultValue }) =>
      required && !hasDefaultValue && !given.includes(fieldId) && !Object.hasOwn(fields, fieldId),
  );
  const unknown = ['labels', ...Object.keys(fields)].filter(
    (id) => !known.some(({ fieldId }) => fieldId === id),
  );
  return [
    ...missing.map(
      ({ fieldId, name }) => `${to} requires ${name}: give ${fieldId} under fields of the tracker`,
    ),
    ...unknown.map((id) => `${to} has no field ${id} on the screen that makes a ${issueType}`),
  ];
}
