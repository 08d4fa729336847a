import { approvalView } from '../../../../lambdas/domain/reporting/approval/approval-view.ts';
import type { PersonalNotification } from '../../../../lambdas/domain/reporting/notifications/notification.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { sampleApproval, sampleNow, sampleRecord } from './sample-incident.ts';

/** One notification of each kind, with these words wherever a title, a reason or a fact from outside stands. */
export function sampleNotifications(words: string): readonly PersonalNotification[] {
  const record = sampleRecord('awaiting-approval');
  const view = approvalView(record, sampleApproval(), sampleNow, evidenceKinds);
  const { id, severity, openedAt } = view.incident;
  const incident = { id, severity, openedAt, title: words, severityReason: words, service: words };
  const evidence = view.evidence.map((fact) => ({ ...fact, text: words }));
  const approval = {
    ...view,
    incident,
    evidence,
    step: { ...view.step, summary: words, reason: words, undo: words },
    diagnosis: words,
    reasons: [words],
    ifItDoesNotHelp: words,
    ifNobodyDecides: words,
  };
  const handOver = {
    incident,
    reason: words,
    evidence,
    done: [words],
    debts: [words],
    diagnosis: words,
    help: { advice: [words], commands: [words], note: words },
    rejections: [{ index: 0, by: words, step: words, reason: words }],
    ways: [{ kind: 'new-plan' as const, text: words, command: words }],
    reminder: 0,
  };
  const raised = {
    incident: { ...incident, status: 'responding' as const },
    what: words,
    at: openedAt,
    rule: words,
    values: [words],
    evidence,
  };
  const alert = {
    title: words,
    service: words,
    source: words,
    status: 'firing',
    firstSeenAt: openedAt,
  } as const;
  const joined = { incident, what: words, alerts: [alert], others: 2 };
  const debt = {
    incident,
    news: 'ends-soon',
    what: words,
    resource: words,
    howToRestore: words,
    backport: words,
    dueAt: openedAt,
    expiresAt: openedAt,
  } as const;
  const ended = {
    incident,
    what: words,
    about: null,
    at: openedAt,
    happened: [{ at: openedAt, text: words }],
    debts: [words],
  };
  const statement = { text: words, entries: ['incident.opened'] };
  const update = {
    dueAt: openedAt,
    nextAt: openedAt,
    since: openedAt,
    standing: [statement],
    awaited: [statement],
    changed: [{ ...statement, at: openedAt }],
    told: [],
  };
  const entry = { severity, service: words, title: words, reason: words, url: personalUrl };
  const personal = { id: 'n', key: 'n', url: personalUrl, code: null };
  const asked = { id: 'n', key: 'n', url: personalUrl, code: personalCode };
  return [
    { ...asked, kind: 'approval-requested', facts: approval },
    { ...asked, kind: 'approval-replaced', facts: approval },
    { ...asked, kind: 'approval-reminder', facts: approval },
    { ...personal, kind: 'approval-decided', facts: { ...ended, about: words } },
    { ...personal, kind: 'handed-over', facts: handOver },
    { ...personal, kind: 'reminder', facts: { ...handOver, reminder: 2 } },
    { ...personal, kind: 'escalated', facts: handOver },
    { ...personal, kind: 'unattended', facts: { incident, closedAt: openedAt, debts: [words] } },
    { ...personal, kind: 'severity-raised', facts: raised },
    { ...personal, kind: 'incident-restricted', facts: raised },
    { ...personal, kind: 'alerts-joined', facts: joined },
    { ...personal, kind: 'debt', facts: debt },
    { ...personal, kind: 'closed', facts: ended },
    { ...personal, kind: 'autonomy-lost', facts: { ...ended, about: words } },
    {
      ...personal,
      kind: 'follow-ups',
      facts: {
        entries: [
          {
            id: 'fup_abcdefabcdef',
            text: words,
            service: words,
            dueAt: openedAt,
            isOverdue: true,
            isProposed: true,
            ticketUrl: null,
          },
        ],
        others: 1,
      },
    },
    {
      ...personal,
      kind: 'reachability',
      facts: {
        findings: [
          { state: 'obstacle', what: words, next: words },
          { state: 'unknown', what: words, next: words },
        ],
        others: 2,
      },
    },
    {
      ...personal,
      kind: 'postmortem-due',
      facts: { incident, news: 'overdue', what: words, owner: words, dueAt: openedAt, unanswered: 2 },
    },
    {
      ...personal,
      kind: 'status-update',
      facts: { incident, at: openedAt, update, toldBefore: 1, byHand: { person: words, text: words } },
    },
    { ...personal, kind: 'update-overdue', facts: { ...ended, about: words } },
    { ...personal, kind: 'digest', facts: { entries: [entry], others: 1 } },
  ];
}

/** The key in a personal link. */
export const personalKey = 'eyJrZXk.of-this.person';
export const personalUrl = `https://firebreak.example/incidents/inc_1#${personalKey}`;
export const personalCode = '012345';
