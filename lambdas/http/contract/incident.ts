import * as z from 'zod/mini';
import { alertStatuses } from '../../domain/records/alert.ts';
import { approvalStates } from '../../domain/records/approval/approval.ts';
import { postmortemStates } from '../../domain/records/postmortem/postmortem-head.ts';
import { wayKinds } from '../../domain/reporting/views/ways-on.ts';
import { assessment } from './assessment.ts';
import { communication } from './communication.ts';
import { debt } from './debts.ts';
import { evidence } from './evidence.ts';
import { incidentFields } from './incident-list.ts';
import { openEnum } from './open-enum.ts';
import { planStep } from './plan-step.ts';
import { recovery } from './recovery.ts';

const alert = z.object({
  source: z.string(),
  status: openEnum(alertStatuses),
  title: z.string(),
  description: z.nullable(z.string()),
  links: z.array(z.string()),
  service: z.nullable(z.string()),
  startsAt: z.nullable(z.string()),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  occurrences: z.number(),
  stateChanges: z.number(),
});

const approval = z.object({
  id: z.string(),
  stepIndex: z.number(),
  state: openEnum(approvalStates),
  askedPeople: z.array(z.string()),
  reasons: z.array(z.string()),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  comment: z.nullable(z.string()),
  voidReason: z.nullable(z.string()),
  /** Left out: nothing is done if nobody answers. */
  runsUnanswered: z.optional(z.boolean()),
});

const wayOn = z.object({
  kind: openEnum(wayKinds),
  text: z.string(),
  command: z.string(),
  /** Left out: it is no proposal of an agent. */
  proposal: z.optional(z.object({ id: z.string(), reason: z.string() })),
});

const waysOn = z.object({
  rejections: z.array(z.object({ by: z.string(), step: z.string(), reason: z.nullable(z.string()) })),
  ways: z.array(wayOn),
});

export const incidentResponse = z.object({
  ...incidentFields,
  closedBy: z.nullable(z.string()),
  commander: z.nullable(z.string()),
  automationStoppedAt: z.nullable(z.string()),
  policyHash: z.string(),
  alerts: z.array(alert),
  assessment: z.nullable(assessment),
  help: z._default(
    z.object({ advice: z.array(z.string()), commands: z.array(z.string()), note: z.nullable(z.string()) }),
    { advice: [], commands: [], note: null },
  ),
  plan: z.nullable(z.object({ hash: z.string(), steps: z.array(planStep) })),
  approvals: z.array(approval),
  evidence: z.array(evidence),
  debts: z.array(debt),
  recovery: z._default(z.nullable(recovery), null),
  communication: z._default(z.nullable(communication), null),
  postmortem: z.nullable(
    z.object({
      at: z.string(),
      text: z.nullable(z.string()),
      state: z._default(z.nullable(openEnum(postmortemStates)), null),
      owner: z._default(z.nullable(z.string()), null),
      dueAt: z._default(z.nullable(z.string()), null),
      unanswered: z._default(z.nullable(z.number()), null),
    }),
  ),
  links: z.object({ page: z.string(), execution: z.nullable(z.string()) }),
  waysOn: z._default(z.nullable(waysOn), null),
});
