import { levelsAt } from '../../on-call/escalation.ts';
import { personName } from '../../policy/people/person-name.ts';
import type { CompiledPolicy, ServicePolicy } from '../../policy/policy.ts';
import type { modes } from '../../records/guardrails/modes.ts';
import { type Severity, severities } from '../../records/severity.ts';
import type { Debt } from '../../records/step-record.ts';
import { compareTexts } from '../../records/text/compare-texts.ts';
import { earnedLevel, type JudgedStep } from '../../response/autonomy/track-record.ts';
import type { IncidentSummary } from './incident-summary.ts';
import type { StopView } from './stop-view.ts';

/** What of a debt may be shown to anybody who reads the pages. */
export type ServiceDebt = Pick<
  Debt,
  'incidentId' | 'resource' | 'owner' | 'dueAt' | 'isReversible' | 'undoReadiness'
>;

/** One service in an environment: who is there for it, by their names; what automation may do to it, and what it owes. */
export interface ServiceView extends Pick<ServicePolicy, 'id' | 'name' | 'tier' | 'owner' | 'environment'> {
  /** Who commands a new incident now, as levels: the first who is there. Null: nobody. */
  readonly onCall: string | null;
  /** Who is asked to decide: in their turn, or all at once. */
  readonly approvers: readonly string[];
  readonly automation: ServiceAutomation;
  /** The oldest first. */
  readonly debts: readonly ServiceDebt[];
  /** The newest first. */
  readonly incidents: readonly IncidentSummary[];
}

export interface ServiceAutomation {
  /** Null: it may act as its modes say. */
  readonly stop: StopView | null;
  /** What it may do by itself with what can be undone. */
  readonly modes: readonly { readonly severity: Severity; readonly mode: (typeof modes)[number] }[];
  /** Actions that are trusted less here than their mode says, and why. */
  readonly heldBack: readonly string[];
  /** Of the steps of the incidents that were looked at. */
  readonly steps: { readonly taken: number; readonly helped: number };
}

export interface ServiceFacts {
  readonly policy: Pick<CompiledPolicy, 'services' | 'people' | 'calendars' | 'guardrails'>;
  readonly debts: readonly Debt[];
  readonly incidents: readonly IncidentSummary[];
  readonly steps: readonly JudgedStep[];
  readonly stops: readonly StopView[];
  readonly now: Date;
}

/** The services of the policy, the most important first. */
export function viewServices({ policy, ...facts }: ServiceFacts): readonly ServiceView[] {
  return policy.services
    .map((service) => viewService(service, { policy, ...facts }))
    .toSorted(
      (a, b) => a.tier - b.tier || compareTexts(a.id, b.id) || compareTexts(a.environment, b.environment),
    );
}

function viewService(
  { id, name, tier, owner, environment }: ServicePolicy,
  { policy, debts, incidents, steps, stops, now }: ServiceFacts,
): ServiceView {
  const commanders = levelsAt(policy, id, 'commander', now).map(({ person }) => person);
  const inTurn = levelsAt(policy, id, 'approver', now).flatMap(({ person }) => person ?? []);
  const approvers = inTurn.length > 0 ? [...new Set(inTurn)] : policy.people.approvals.approvers;
  const nameOf = (person: string) => personName(policy.people.people, person);
  const onCall = commanders.find((person) => person !== null) ?? null;
  const own = steps.filter(({ service }) => service === id);
  return {
    id,
    name,
    tier,
    owner: nameOf(owner),
    environment,
    onCall: onCall === null ? null : nameOf(onCall),
    approvers: approvers.map(nameOf),
    automation: {
      stop: stops.find(({ service }) => service === null || service === id) ?? null,
      modes: severities.map((severity) => ({ severity, mode: policy.guardrails.mode[severity].reversible })),
      heldBack: heldBackIn(policy.guardrails.autonomy, id, own),
      steps: { taken: own.length, helped: own.filter(({ outcome }) => outcome === 'success').length },
    },
    debts: debts
      .filter(({ service }) => service === id)
      .map((debt) => ({ ...debt, owner: nameOf(debt.owner) })),
    incidents: incidents.filter((each) => each.service === id && each.environment === environment),
  };
}

/** Also of actions that somebody lowered and that were never taken. */
function heldBackIn(
  autonomy: CompiledPolicy['guardrails']['autonomy'],
  service: string,
  steps: readonly JudgedStep[],
): readonly string[] {
  const lowered = autonomy.lowered.filter((each) => each.service === service);
  const actions = new Set([...steps, ...lowered].map(({ action }) => action));
  return [...actions].flatMap((action) => {
    const { isBelow, text } = earnedLevel(autonomy, { service, action }, steps);
    return isBelow ? [text] : [];
  });
}
