import * as z from 'zod/mini';
import { type ReportedChangeState, reportedChangeStates } from '../../domain/records/reported-change.ts';
import type { ChangeParseOutcome } from '../../ports/plug-ins/change-source.ts';
import { hashOf } from '../reading/alert-of.ts';
import { instantOf } from '../reading/instant.ts';
import { verifySignedOrToken } from '../verifying/standard-webhooks.ts';
import { defineChangeSource, readEachChange, unreadable } from './define-change-source.ts';
import { reportedChangeOf } from './reported-change-of.ts';

const text = z.string().check(z.trim(), z.minLength(1));

/** docs/sources.md, "Changes", has this shape in words. Strict: a misspelt name is refused, not passed over. */
const messageSchema = z.strictObject({
  service: text,
  version: z.optional(text),
  id: z.optional(text),
  at: z.optional(z.union([text, z.number()])),
  state: z._default(z.enum([...reportedChangeStates, 'finished']), 'succeeded'),
  environment: z.optional(text),
  actor: z.optional(text),
  size: z.optional(z.strictObject({ count: z.int().check(z.nonnegative()), of: text })),
  link: z.optional(text),
  summary: z.optional(text),
  rollback: z._default(z.boolean(), false),
});
type Message = z.output<typeof messageSchema>;

const stateLabels: Readonly<Record<ReportedChangeState, string>> = {
  started: 'is being deployed',
  succeeded: 'deployed',
  failed: 'failed to deploy',
};

/** A change, or a list of changes, in our own shape: one curl line in any pipeline. */
export const generic = defineChangeSource({
  name: 'generic',
  secretName: 'changes',
  verify: verifySignedOrToken,
  read: (payload, { now }) =>
    readEachChange(Array.isArray(payload) ? payload : [payload], (message) => readMessage(message, now)),
});

function readMessage(value: unknown, now: Date): ChangeParseOutcome {
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) return unreadable(defectOf(parsed.error));
  const { service, version, environment, rollback, size, ...message } = parsed.data;
  const state = stateOf(message.state);
  const at = message.at === undefined ? now.toISOString() : instantOf(message.at);
  if (at === null) return unreadable('at must be a time such as 2026-11-23T02:00:40Z');
  const what = rollback && state === 'succeeded' ? 'rolled back' : stateLabels[state];
  const change = reportedChangeOf('generic', {
    subject: service,
    id: message.id ?? hashOf(version ?? '', environment ?? '', state, at),
    state,
    at,
    environment: environment ?? null,
    summary: message.summary ?? `${service}${version === undefined ? '' : ` ${version}`} ${what}`,
    actor: message.actor ?? null,
    size: size ?? null,
    link: message.link ?? null,
    isRollback: rollback,
  });
  return { outcome: 'changes', changes: [change] };
}

/** `finished` is an older word for `succeeded`, which pipelines may still send. */
function stateOf(state: Message['state']): ReportedChangeState {
  return state === 'finished' ? 'succeeded' : state;
}

/** Names the field; says nothing of its value. */
function defectOf({ issues: [issue] }: z.core.$ZodError): string {
  if (issue === undefined) return 'It does not have the documented shape';
  if (issue.code === 'unrecognized_keys') return `There is no field ${fieldName(issue.keys[0])}`;
  const field = issue.path.map(String).join('.');
  return field === '' ? 'It must be a JSON object' : `${fieldName(field)} is missing or not as documented`;
}

/** Names are the sender's too. */
function fieldName(name: string | undefined): string {
  return /^[\w.]{1,40}$/.test(name ?? '') ? String(name) : 'of that name';
}
