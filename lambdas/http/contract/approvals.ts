import * as z from 'zod/mini';
import { approvalStates, decisions } from '../../domain/records/approval/approval.ts';
import { incidentStatuses } from '../../domain/records/incident.ts';
import { risks } from '../../domain/records/plan.ts';
import { criterionStates } from '../../domain/records/recovery-look/recovery-look.ts';
import { severities } from '../../domain/records/severity.ts';
import { factKinds } from '../../domain/reporting/evidence/evidence-fact.ts';
import { openEnum } from './open-enum.ts';

const key = z.string().check(z.maxLength(4096));

const person = z.object({ id: z.string(), name: z.string() });

export const approvalViewRequest = z.object({ key });

export const approvalViewResponse = z.object({
  approvalId: z.string(),
  incident: z.object({
    id: z.string(),
    title: z.string(),
    severity: openEnum(severities),
    severityReason: z.string(),
    service: z.string(),
    openedAt: z.string(),
  }),
  diagnosis: z._default(z.nullable(z.string()), null),
  step: z.object({
    index: z.number(),
    action: z.string(),
    summary: z.string(),
    reason: z.string(),
    undo: z.string(),
    resource: z.string(),
    risk: openEnum(risks),
  }),
  planHash: z.string(),
  reasons: z.array(z.string()),
  ifItDoesNotHelp: z.string(),
  ifNobodyDecides: z.string(),
  evidence: z.array(
    z.object({
      kind: openEnum(factKinds),
      text: z.string(),
      at: z.string(),
      source: z.nullable(z.string()),
      points: z.array(z.nullable(z.number())),
    }),
  ),
  requestedAt: z.string(),
  expiresAt: z.string(),
  state: openEnum(approvalStates),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  peopleNeeded: z._default(z.number(), 1),
  agreed: z._default(z.array(z.string()), []),
  outcome: z.string(),
  expected: z._default(z.string(), ''),
  serviceName: z._default(z.string(), ''),
  you: z._default(person, { id: '', name: '' }),
  asked: z._default(
    z.array(
      z.object({
        ...person.shape,
        sentAt: z.nullable(z.string()),
        decision: z.nullable(openEnum(decisions)),
        comment: z.nullable(z.string()),
        at: z.nullable(z.string()),
      }),
    ),
    [],
  ),
  status: z._default(openEnum(incidentStatuses), 'responding'),
  progress: z._default(z.array(z.object({ at: z.string(), kind: z.string(), text: z.string() })), []),
  recovery: z._default(
    z.array(z.object({ label: z.string(), state: openEnum(criterionStates), text: z.string() })),
    [],
  ),
  verdictBy: z._default(z.nullable(z.string()), null),
  leftToDo: z._default(z.array(z.object({ text: z.string(), place: z.string() })), []),
  mayAskAgain: z._default(z.boolean(), false),
  now: z._default(z.string(), ''),
  signIn: z._default(
    z.nullable(z.object({ done: z.boolean(), text: z.string(), address: z.string() })),
    null,
  ),
  incidentUrl: z._default(z.nullable(z.string()), null),
  nonce: z.string(),
});

export const approvalDecideRequest = z.object({
  key,
  nonce: z.string().check(z.maxLength(200)),
  planHash: z.string().check(z.maxLength(200)),
  decision: z.enum(decisions),
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  comment: z.nullish(z.string().check(z.trim(), z.maxLength(1000))),
});

export const approvalDecideResponse = z.object({
  state: openEnum(approvalStates),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  missing: z._default(z.number(), 0),
});

export const approvalAskAgainRequest = z.object({
  key,
  nonce: z.string().check(z.maxLength(200)),
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  comment: z.nullish(z.string().check(z.trim(), z.maxLength(1000))),
});

export const approvalAskAgainResponse = z.object({ incidentId: z.string() });
