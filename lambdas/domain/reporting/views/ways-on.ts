import type { PeoplePolicy } from '../../policy/policy.ts';
import type { AgentPolicy } from '../../policy/schemas/agents-schema.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { type Incident, newPlansLeft } from '../../records/incident.ts';
import { stepsOfPlan } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { proposalsIn, type StepProposal } from '../../records/step-proposal.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { resumeStep } from '../../response/handover/resume-step.ts';
import { proposingAgent } from '../../response/planning/adopted-proposal.ts';
import type { Names } from '../names/policy-names.ts';

export const wayKinds = ['next-step', 'new-plan', 'proposal', 'ask-again'] as const;

/** What a person may let Firebreak do about an incident that people have. */
export interface WayOn {
  readonly kind: (typeof wayKinds)[number];
  readonly text: string;
  /** For a terminal. */
  readonly command: string;
  /** What an agent proposed and why, in its words. Left out: it is no proposal. */
  readonly proposal?: { readonly id: string; readonly reason: string };
}

/** What it is told from. */
export type WaysFacts = Pick<RecordedFacts, 'steps' | 'entries'> & {
  readonly incident: Pick<Incident, 'id' | 'assessment' | 'earlierPlans'>;
};

export interface Rejection {
  /** Of the step. */
  readonly index: number;
  readonly by: string;
  /** What was rejected. */
  readonly step: string;
  readonly reason: string | null;
}

export interface WaysOn {
  /** Of the plan that there is now. */
  readonly rejections: readonly Rejection[];
  readonly ways: readonly WayOn[];
}

/** Steps of the plan that people rejected, the first first. `approvals`: the newest of a step last. */
export function rejectionsOf(
  { assessment }: Pick<Incident, 'assessment'>,
  approvals: readonly Approval[],
): readonly Rejection[] {
  if (assessment === null) return [];
  return stepsOfPlan(assessment.plan).flatMap(({ index, summary }) => {
    const last = approvals.findLast((each) => each.stepIndex === index);
    return last?.state === 'rejected' && last.decidedBy !== null
      ? [{ index, by: last.decidedBy, step: summary, reason: last.comment }]
      : [];
  });
}

/** How a reason begins where the plan is at its end. */
export const noStepLeft = 'no step of the plan is left';

/** The state that the workflow read, which the words after it explain. */
const stateBeforeWords = /^([a-z ,]+) \([a-z-]+\): (?=.)/;
const takenOver = /^a person took over: (Taken over|Resolved) by ([^\s,]+)/;

/**
 * Why an incident is handed over, for people: where they rejected all there was, who did says more than that nothing is left.
 */
export function handOverReason(
  given: string,
  { assessment }: Pick<Incident, 'assessment'>,
  rejections: readonly Rejection[],
  { person }: Names,
): string {
  const reason = given
    .replace(stateBeforeWords, '$1: ')
    .replace(takenOver, (_, what: string, by: string) => `${what} by ${person(by)}`);
  const planned = assessment === null ? 0 : stepsOfPlan(assessment.plan).length;
  if (!reason.startsWith(noStepLeft) || rejections.length === 0 || rejections.length < planned) return reason;
  const said = rejections.map(
    ({ by, step, reason: why }) => `${person(by)} rejected: ${step}${why === null ? '' : ` (${why})`}`,
  );
  return `${said.join('; ')}${reason.slice(noStepLeft.length)}`;
}

/** How an incident that was handed over may go on by itself; null while nobody can resume it. */
export function waysOnOf(
  facts: WaysFacts & Pick<RecordedFacts, 'incident'>,
  approvals: readonly Approval[],
  people: Pick<PeoplePolicy, 'agents'>,
): WaysOn | null {
  const { incident } = facts;
  if (incident.status !== 'handed-over' || incident.wait === null) return null;
  return { rejections: rejectionsOf(incident, approvals), ways: waysAfter(facts, approvals, people) };
}

/** The same for one that is about to be handed over. */
export function waysAfter(
  { incident, steps, entries }: WaysFacts,
  approvals: readonly Approval[],
  people: Pick<PeoplePolicy, 'agents'>,
): readonly WayOn[] {
  const { id, assessment, earlierPlans = [] } = incident;
  const resume = `npx firebreak incidents resume ${id}`;
  const { plan } = assessment ?? {};
  const next = plan === undefined ? null : resumeStep(plan, steps, approvals, false);
  const again = plan === undefined ? null : resumeStep(plan, steps, approvals, true);
  return [
    {
      kind: 'next-step',
      text: next === null ? 'Only watch whether it recovers: no step is left' : `Go on with: ${next.summary}`,
      command: resume,
    },
    ...(newPlansLeft(incident) > 0
      ? [
          {
            kind: 'new-plan' as const,
            text: 'Read evidence again and make a new plan, without what was rejected or tried',
            command: `${resume} --fresh`,
          },
          ...openProposals(entries, earlierPlans, people).map(
            ({ agent, step: { id: proposal, summary, reason } }) => ({
              kind: 'proposal' as const,
              text: `Make a new plan that begins with what the agent ${agent.name} proposes: ${summary}`,
              command: `${resume} --proposal ${proposal}`,
              proposal: { id: proposal, reason },
            }),
          ),
        ]
      : []),
    ...(again !== null && again.index !== next?.index
      ? [
          {
            kind: 'ask-again' as const,
            text: `Ask for approval again, from another approver: ${again.summary}`,
            command: `${resume} --again`,
          },
        ]
      : []),
  ];
}

const mostProposals = 5;

/** Those of agents that may still propose and that nobody asked for yet, the newest first. */
function openProposals(
  entries: readonly TimelineEntry[],
  earlierPlans: NonNullable<Incident['earlierPlans']>,
  people: Pick<PeoplePolicy, 'agents'>,
): readonly { readonly step: StepProposal; readonly agent: AgentPolicy }[] {
  return proposalsIn(entries)
    .filter(({ id }) => earlierPlans.every(({ adopts }) => adopts !== id))
    .flatMap((step) => {
      const agent = proposingAgent(people, step);
      return agent === null ? [] : [{ step, agent }];
    })
    .toReversed()
    .slice(0, mostProposals);
}
