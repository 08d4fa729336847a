import type { EvidenceKind } from '../../domain/records/evidence.ts';
import type { PostmortemRouteDeps } from '../../http/routes/postmortem-routes.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';
import type { AgentWritingDeps } from '../../runtime/build/build-agent-writing.ts';
import type { CommandDeps } from '../../runtime/build/build-commands.ts';
import type { ConsoleDeps } from '../../runtime/build/build-console.ts';
import type { WithSessions } from '../../runtime/build/build-sessions.ts';
import type { SignInDeps } from '../../runtime/build/build-sign-in.ts';
import type { CheckGuardrailsDeps } from '../../use-cases/actions/check-guardrails.ts';
import type { TakeActionDeps } from '../../use-cases/actions/runnable-step.ts';
import type { RequestApprovalDeps } from '../../use-cases/approvals/request-approval.ts';
import type { ConcludeRecordDeps } from '../../use-cases/bundle/conclude-record.ts';
import type { CloseIncidentDeps } from '../../use-cases/closing/close-incident.ts';
import type { AskAgainDeps } from '../../use-cases/console/ask-again.ts';
import type { TendFollowUpsDeps } from '../../use-cases/follow-ups/tend-follow-ups.ts';
import type { HandOverDeps } from '../../use-cases/handover/hand-over.ts';
import type { ReceiveAlertDeps } from '../../use-cases/intake/receive-alert.ts';
import type { ReceiveChangeDeps } from '../../use-cases/intake/receive-change.ts';
import type { SlashCommandDeps } from '../../use-cases/intake/receive-slash-command.ts';
import type { PostUpdatesDeps } from '../../use-cases/notify/post-updates.ts';
import type { TendPostmortemsDeps } from '../../use-cases/postmortem/tend-postmortems.ts';
import type { WritePostmortemDeps } from '../../use-cases/postmortem/write-postmortem.ts';
import type { PublishStatusesDeps } from '../../use-cases/public-status/publish-statuses.ts';
import type { CheckReachabilityDeps } from '../../use-cases/reachability/check-reachability.ts';
import type { CheckRecoveryDeps } from '../../use-cases/recovery/check-recovery.ts';
import type { WatchRecoveryDeps } from '../../use-cases/recovery/watch-recovery.ts';
import type { CheckRelapseDeps } from '../../use-cases/relapse/check-relapse.ts';
import type { RunSmokeTestsDeps } from '../../use-cases/smoke-tests/run-smoke-tests.ts';
import type { SweepDeps } from '../../use-cases/sweep/sweep.ts';
import type { AssessIncidentDeps } from '../../use-cases/triage/assess-incident.ts';
import type { DeclareIncidentDeps } from '../../use-cases/triage/declare-incident.ts';
import type { PlanAnewDeps } from '../../use-cases/triage/plan-anew.ts';
import type { ReadEvidenceDeps } from '../../use-cases/triage/read-evidence.ts';
import type { SendUpdateDeps } from '../../use-cases/updates/send-update.ts';
import type { CorrelateTaskDeps } from '../tasks/correlate-alerts.ts';

/** What all handlers together stand on, where they run in one process. */
export type HandlerDeps = AgentWritingDeps &
  AskAgainDeps &
  AssessIncidentDeps &
  CheckGuardrailsDeps &
  CheckRecoveryDeps &
  CheckRelapseDeps &
  CloseIncidentDeps &
  ConsoleDeps &
  CorrelateTaskDeps &
  DeclareIncidentDeps &
  HandOverDeps &
  PostUpdatesDeps &
  Omit<ReadEvidenceDeps, 'reader'> &
  PlanAnewDeps &
  ReceiveAlertDeps &
  ReceiveChangeDeps &
  SlashCommandDeps &
  RequestApprovalDeps &
  CommandDeps &
  RunSmokeTestsDeps &
  SendUpdateDeps &
  SweepDeps &
  TendFollowUpsDeps &
  PublishStatusesDeps &
  Omit<TakeActionDeps, 'action'> &
  WatchRecoveryDeps &
  PostmortemRouteDeps &
  TendPostmortemsDeps &
  CheckReachabilityDeps &
  WithSessions &
  WritePostmortemDeps &
  ConcludeRecordDeps & {
    /** Null where policy names no issuer. */
    readonly signIn: SignInDeps | null;
    readonly readers: ReadonlyMap<EvidenceKind, EvidenceReader>;
    readonly findAction: (kind: string) => TakeActionDeps['action'];
  };
