import type { ReachabilityFinding } from '../../reachability/obstacle.ts';
import type { Alert, IncidentAlert } from '../../records/alert.ts';
import type { Incident } from '../../records/incident.ts';
import type { Severity } from '../../records/severity.ts';
import type { DebtNews } from '../../response/debts/debt-duties.ts';
import type { ApprovalView } from '../approval/approval-view.ts';
import type { EvidenceFact } from '../evidence/evidence-fact.ts';
import type { ManualHelp } from '../manual-help.ts';
import type { StatusUpdate } from '../status-updates/status-update.ts';
import type { Rejection, WayOn } from '../views/ways-on.ts';

/** Who is told. */
export type Audience =
  /**
   * Commander, owner and operations, of a security-sensitive incident only those whom policy names for security; without those who
   * had it before.
   */
  | { readonly kind: 'recipients'; readonly except: readonly string[] }
  /** Those of them who may see the incident, by id. */
  | { readonly kind: 'people'; readonly people: readonly string[] }
  /** One person by id. */
  | { readonly kind: 'person'; readonly person: string };

/** What the person's own link leads to. The notifier makes the link: no use case ever holds one. */
export type NotificationLink =
  | { readonly page: 'incident'; readonly incidentId: string }
  | { readonly page: 'postmortem'; readonly incidentId: string }
  | { readonly page: 'incidents' }
  | {
      readonly page: 'approval';
      readonly approvalId: string;
      readonly planHash: string;
      readonly generation: number;
      readonly expiresAt: string;
    };

type OfIncident<Field extends keyof Incident> = Readonly<Pick<Incident, Field>>;

/** Automation stopped, or nobody took the incident since it did. */
export interface HandOverFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'severityReason' | 'service' | 'openedAt'>;
  /** Why automation stopped, in a sentence. */
  readonly reason: string;
  readonly evidence: readonly EvidenceFact[];
  /** What was done and what is still open, in sentences. */
  readonly done: readonly string[];
  readonly debts: readonly string[];
  /** What explains the alert and what was ruled out; null where triage did not finish. */
  readonly diagnosis: string | null;
  /** What they can do. */
  readonly help: ManualHelp;
  /** Steps of the plan that people rejected. */
  readonly rejections: readonly Rejection[];
  /** What they may let Firebreak do. */
  readonly ways: readonly WayOn[];
  /** 0 at the first time, then counting up. */
  readonly reminder: number;
}

/** Nobody attended to the incident for two weeks. */
export interface UnattendedFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  readonly closedAt: string;
  /** What is still to be restored, in sentences. */
  readonly debts: readonly string[];
}

/** The incident is worse than it was, or became security-sensitive. */
export interface SeverityFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'severityReason' | 'service' | 'openedAt'>;
  /** What happened, in a sentence. */
  readonly what: string;
  readonly at: string;
  /** `severity.yaml:12 name`, where a rule is behind it. */
  readonly rule: string | null;
  /** What the rule read, as `path = value`. */
  readonly values: readonly string[];
  readonly evidence: readonly EvidenceFact[];
}

/** Alerts of other titles joined the incident. */
export interface JoinedFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  /** In a sentence. */
  readonly what: string;
  readonly alerts: readonly (Readonly<Pick<Alert, 'title' | 'service' | 'source' | 'status'>> &
    Pick<IncidentAlert, 'firstSeenAt'>)[];
  /** Further alerts that are not listed. */
  readonly others: number;
}

/** Something an action changed ends soon, was taken back, could not be, or is due. */
export interface DebtFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  readonly news: DebtNews;
  /** In a sentence. */
  readonly what: string;
  readonly resource: string;
  readonly howToRestore: string;
  readonly backport: string;
  readonly dueAt: string;
  readonly expiresAt: string | null;
}

/** A request was decided, or the incident is over. */
export interface OutcomeFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  /** In a sentence. */
  readonly what: string;
  /** The step that was asked about; null: the whole incident. */
  readonly about: string | null;
  readonly at: string;
  /** What was decided and done before, oldest first, in sentences. */
  readonly happened: readonly { readonly at: string; readonly text: string }[];
  /** What is still to be restored, in sentences. */
  readonly debts: readonly string[];
  /** What whoever reads it can do, in a sentence. */
  readonly advice?: string;
  /** SHA-256 of the record as it was sealed at the closing; left out: it is not sealed. */
  readonly recordHash?: string;
}

/** One of the follow-ups that a person owns. */
export interface FollowUpEntry {
  readonly id: string;
  readonly text: string;
  readonly service: string;
  readonly dueAt: string;
  readonly isOverdue: boolean;
  /** Nobody has decided on it. */
  readonly isProposed: boolean;
  readonly ticketUrl: string | null;
}

/** What is left to do after incidents. */
export interface FollowUpsFacts {
  /** What is due first on top. */
  readonly entries: readonly FollowUpEntry[];
  /** Further ones that are not listed. */
  readonly others: number;
}

/** Who may not be reached in the next incident, and why. */
export interface ReachabilityFacts {
  readonly findings: readonly ReachabilityFinding[];
  /** Further ones that are not listed. */
  readonly others: number;
}

/** A postmortem waits for people, or is late. */
export interface PostmortemFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  readonly news: 'drafted' | 'due-soon' | 'overdue';
  /** In a sentence. */
  readonly what: string;
  readonly owner: string | null;
  readonly dueAt: string;
  readonly unanswered: number;
}

/** How it goes, at the time when that is to be told: as the record has it, or in a person's words. */
export interface StatusUpdateFacts {
  readonly incident: OfIncident<'id' | 'title' | 'severity' | 'service' | 'openedAt'>;
  readonly at: string;
  /** Without what the person was told before; null: a person wrote it. */
  readonly update: StatusUpdate | null;
  /** So many of the changes they had by other notifications. */
  readonly toldBefore: number;
  readonly byHand: { readonly person: string; readonly text: string } | null;
}

/** An incident of a digest, still open. */
export interface DigestEntry {
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly reason: string;
  /** The person's own link to the incident's page. */
  readonly url: string;
}

/** What was held back for one person. */
export interface DigestFacts {
  /** Worst first. */
  readonly entries: readonly DigestEntry[];
  /** Further incidents that are not listed. */
  readonly others: number;
}

interface Shape<Kind extends string, Facts> {
  /** Tells it from the other notifications of its incident; the same when it is sent again. */
  readonly id: string;
  readonly kind: Kind;
  readonly audience: Audience;
  /** Text in it may quote hostile input. */
  readonly facts: Facts;
  readonly link: NotificationLink;
}

/** Something that people are to be told. Channels make words of it. */
export type Notification =
  | Shape<'approval-requested', ApprovalView>
  | Shape<'approval-replaced', ApprovalView>
  | Shape<'approval-reminder', ApprovalView>
  | Shape<'approval-decided', OutcomeFacts>
  | Shape<'handed-over', HandOverFacts>
  | Shape<'reminder', HandOverFacts>
  | Shape<'escalated', HandOverFacts>
  | Shape<'unattended', UnattendedFacts>
  | Shape<'severity-raised', SeverityFacts>
  | Shape<'incident-restricted', SeverityFacts>
  | Shape<'alerts-joined', JoinedFacts>
  | Shape<'debt', DebtFacts>
  | Shape<'closed', OutcomeFacts>
  | Shape<'autonomy-lost', OutcomeFacts>
  | Shape<'follow-ups', FollowUpsFacts>
  | Shape<'reachability', ReachabilityFacts>
  | Shape<'postmortem-due', PostmortemFacts>
  | Shape<'status-update', StatusUpdateFacts>
  | Shape<'update-overdue', OutcomeFacts>
  | Shape<'digest', DigestFacts>;

export type NotificationKind = Notification['kind'];
export const notificationKinds = [
  'approval-requested',
  'approval-replaced',
  'approval-reminder',
  'approval-decided',
  'handed-over',
  'reminder',
  'escalated',
  'unattended',
  'severity-raised',
  'incident-restricted',
  'alerts-joined',
  'debt',
  'closed',
  'autonomy-lost',
  'follow-ups',
  'reachability',
  'postmortem-due',
  'status-update',
  'update-overdue',
  'digest',
] as const satisfies readonly NotificationKind[];

/** A notification as one person gets it. Its link and code are theirs alone: they are never stored or logged. */
export type PersonalNotification = Notification extends infer Each
  ? Each extends Notification
    ? Pick<Each, 'id' | 'kind' | 'facts'> & PersonalAccess
    : never
  : never;

export interface PersonalAccess {
  /** The same when it is sent again: `notificationKey`. */
  readonly key: string;
  readonly url: string;
  /** Digits that the page of an approval asks for; null elsewhere. */
  readonly code: string | null;
}
