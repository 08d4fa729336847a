import { type ConditionContext, evaluateCondition } from '../../policy/conditions/conditions.ts';
import { fillSentence } from '../../policy/conditions/fill-sentence.ts';
import { readValues } from '../../policy/conditions/read-values.ts';
import type { CompiledPolicy, SeverityRule } from '../../policy/policy.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Alert } from '../../records/alert.ts';
import type { Evidence } from '../../records/evidence.ts';
import { type SeverityVerdict, severities } from '../../records/severity.ts';
import {
  alertContext,
  evidenceContext,
  securityContext,
  serviceContext,
} from '../conditions/condition-context.ts';
import type { EvidenceConditions } from '../conditions/evidence-conditions.ts';
import { isSecurityFinding } from '../conditions/security-finding.ts';

export interface SeveritySignals {
  readonly alerts: readonly Alert[];
  readonly service: ServicePolicy | null;
  /** Empty while there is none: then the verdict is from the alerts alone. */
  readonly evidence: readonly Evidence[];
  /** How conditions see that evidence. */
  readonly evidenceKinds: readonly EvidenceConditions[];
}

export interface Classification {
  readonly verdict: SeverityVerdict;
  /**
   * Any rule with the symptom `security` holds, whichever rule gave the verdict, or cannot be told not to: then only those whom policy
   * names may see the incident.
   */
  readonly sensitive: boolean;
  /** Rules that could not be evaluated for these signals, and so did not hold: `severity.yaml:12 slow: …`. */
  readonly problems: readonly string[];
}

/** What conditions read of an alert: any rule, and one about security. */
interface Contexts {
  readonly said: ConditionContext;
  readonly security: ConditionContext;
}

/** One alert, as any rule sees it and as one about security does. */
type Views = Readonly<Record<keyof Contexts, Readonly<Record<string, unknown>>>>;

interface Candidate {
  readonly verdict: SeverityVerdict;
  /** Place of the rule among all rules; the default is behind them. */
  readonly rank: number;
}

/**
 * Severity and symptom by policy: for every alert the first rule that holds, once without and once with the evidence;
 * the worst of all. So neither more alerts nor evidence ever lower it, and order and duplicates do not matter.
 */
export function classifySeverity(
  policy: CompiledPolicy['severity'],
  { alerts, service, evidence, evidenceKinds }: SeveritySignals,
): Classification {
  const problems = new Set<string>();
  const incident = {
    alerts: new Set(alerts.map(({ source, fingerprint }) => `${source}:${fingerprint}`)).size,
  };
  const views: readonly Views[] =
    alerts.length === 0
      ? [{ said: {}, security: {} }]
      : alerts.map((alert) => {
          const said = alertContext(alert);
          return { said, security: securityContext(alert, said) };
        });
  const otherInputs = (evidence.length === 0 ? [evidence] : [[], evidence]).map((seen) => ({
    incident,
    service: serviceContext(service),
    evidence: evidenceContext(seen, evidenceKinds),
  }));
  const contexts = views.flatMap(({ said, security }) =>
    otherInputs.map(
      (others): Contexts => ({
        said: { alert: said, ...others },
        security: { alert: security, ...others },
      }),
    ),
  );
  const isFinding = views.some(({ said }) => said['securityFinding'] === true);
  const candidates = [
    ...contexts.map((context) => firstThatHolds(policy, context, problems)),
    ...alerts.flatMap(declaredCandidate),
  ];
  const [worst = byDefault(policy, {}), ...others] = candidates;
  const { verdict } = others.reduce((a, b) => (compare(b, a) < 0 ? b : a), worst);
  return {
    verdict,
    sensitive:
      verdict.symptom === 'security' || contexts.some((context) => mayBeSecurity(policy, context, isFinding)),
    problems: [...problems].toSorted(),
  };
}

/**
 * Whether these alerts alone make an incident sensitive; `said` is more that was delivered with them. Findings of AWS's security services
 * always do, unless policy has no rule about security.
 */
export function areSensitive(
  policy: CompiledPolicy['severity'],
  alerts: readonly Alert[],
  service: ServicePolicy | null,
  said = '',
): boolean {
  if (!policy.rules.some(({ symptom }) => symptom === 'security')) return false;
  if (isSecurityFinding(said)) return true;
  return classifySeverity(policy, { alerts, service, evidence: [], evidenceKinds: [] }).sensitive;
}

/** A rule that is wrong for these values counts as if it held: better too few people see an incident than too many. */
function mayBeSecurity(
  { rules }: CompiledPolicy['severity'],
  { said, security }: Contexts,
  isFinding: boolean,
): boolean {
  const about = rules.filter(({ symptom }) => symptom === 'security');
  if (about.length > 0 && isFinding) return true;
  return about.some(({ when }) =>
    [said, security].some((context) => {
      const { holds, problem } = evaluateCondition(when, context);
      return holds || problem?.kind === 'error';
    }),
  );
}

function firstThatHolds(
  policy: CompiledPolicy['severity'],
  { said, security }: Contexts,
  problems: Set<string>,
): Candidate {
  for (const [rank, rule] of policy.rules.entries()) {
    for (const context of rule.symptom === 'security' ? [said, security] : [said]) {
      const { holds, problem } = evaluateCondition(rule.when, context);
      if (problem?.kind === 'error') problems.add(`${placeOf(rule)}: ${problem.text}`);
      if (holds) return { rank, verdict: verdictOf(rule, placeOf(rule), context, rule.when) };
    }
  }
  return byDefault(policy, said);
}

/** A person who declares it SEV1 is more than a sender's word for it. */
function declaredCandidate({ declared }: Alert): readonly Candidate[] {
  if (declared === undefined || declared.severity === null) return [];
  const { by, severity, symptom } = declared;
  const reason = `${by} declared it ${severity}.`;
  return [
    { rank: -1, verdict: { severity, symptom: symptom ?? 'unknown', reason, rule: 'declared', values: [] } },
  ];
}

function byDefault(policy: CompiledPolicy['severity'], context: ConditionContext): Candidate {
  const rule = `${policy.default.place} default`;
  return { rank: policy.rules.length, verdict: verdictOf(policy.default, rule, context) };
}

function placeOf({ place, id }: SeverityRule): string {
  return `${place} ${id}`;
}

function verdictOf(
  { severity, symptom, reason }: Pick<SeverityVerdict, 'severity' | 'symptom' | 'reason'>,
  rule: string,
  context: ConditionContext,
  when?: string,
): SeverityVerdict {
  const values = when === undefined ? [] : readValues(when, context);
  return { severity, symptom, reason: fillSentence(reason, context), rule, values };
}

/** Negative when `a` is worse, then when its rule stands first; the reason only breaks ties between alerts. */
function compare(a: Candidate, b: Candidate): number {
  const bySeverity = severities.indexOf(a.verdict.severity) - severities.indexOf(b.verdict.severity);
  const byRank = a.rank - b.rank;
  return (
    bySeverity ||
    byRank ||
    textOrder(a.verdict.reason, b.verdict.reason) ||
    textOrder(valuesOf(a), valuesOf(b))
  );
}

function valuesOf({ verdict }: Candidate): string {
  return JSON.stringify(verdict.values);
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
