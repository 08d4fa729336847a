import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  readSchedule,
  type Schedule,
  type ScheduleState,
  setScheduleState,
} from '../../resources/aws/schedules.ts';
import { type SchedulerScheduleId, schedulerSchedule } from '../../resources/messaging/scheduler-schedule.ts';
import { nameParam } from '../params/name-param.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

const paramsSchema = z.object({
  group: nameParam,
  schedule: nameParam,
  /** With its path. */
  role: z.string().check(z.regex(/^[^\p{C}\s]{1,256}$/u, 'must be the name of a role')),
});
/** All of an update is written anew: only what is as it was may be switched. */
type State = { readonly before: { readonly state: ScheduleState; readonly definition: string } };
const postStateSchema = z.object({ state: z.literal('DISABLED') });

/** Switches off a schedule of EventBridge Scheduler and leaves all else of it as it is. */
export const disableSchedule: ReversibleAction<SchedulerScheduleId, State, SchedulerScheduleId> = {
  kind: 'disable-schedule',
  title: 'Disable a schedule of EventBridge Scheduler',
  target: schedulerSchedule,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `disabling ${id.schedule} does not revert a change` },
  summary: (params) => `Disable the ${schedulerSchedule.describe(params)}, so that it starts nothing`,
  undoSummary: (params) => `Enable the ${schedulerSchedule.describe(params)} again`,
  howToRestore: ({ schedule }) =>
    `Fix what ${schedule} starts or how often, enable the schedule, and catch up on the runs that were left out`,
  backport: ({ schedule }) =>
    `Disable ${schedule}, or correct its expression, where it is defined in code: the next deployment enables it again otherwise`,
  // What it has started before still ends by itself.
  expects: saturationFalls({ withinSeconds: 900, settleSeconds: 120 }),
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [{ metric: 'traffic', goes: 'down', because: 'what the schedule starts does not run' }],
  expiresAfterSeconds: 21_600,

  iam(targets) {
    const arns = targets.map(({ id }) => schedulerSchedule.arns(id));
    return [
      ...allow(
        ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
        arns.map(({ schedule }) => schedule),
      ),
      // An update names the role anew.
      ...allow(
        ['iam:PassRole'],
        arns.map(({ role }) => role),
        { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      ),
    ];
  },

  async preflight({ aws, now }, params) {
    const name = schedulerSchedule.describe(params);
    const found = await readSchedule(aws, params);
    if (found === null) return { ok: false, reason: `There is no ${name}` };
    const reason = whyNotSwitchable(found, params, now);
    if (reason !== null) return { ok: false, reason: `The ${name} cannot be disabled: ${reason}` };
    return { ok: true, preState: { before: { state: found.state, definition: found.definition } } };
  },

  async execute({ aws }, params, { before }) {
    const to = { ...before, state: 'DISABLED' } as const;
    const move = await moveSetting(scheduleState(aws, params), before, to);
    return executionOf(move, textsOf(params, 'disabled'), { state: 'DISABLED' });
  },

  async undo({ aws }, params, { before }, postState) {
    if (!postStateSchema.safeParse(postState).success) {
      return unrecorded(`the ${schedulerSchedule.describe(params)}`);
    }
    const from = { ...before, state: 'DISABLED' } as const;
    const move = await moveSetting(scheduleState(aws, params), from, before);
    return undoingOf(move, textsOf(params, 'enabled again'));
  },
};

function whyNotSwitchable(
  { state, expression, startsAt, endsAt, roleArn }: Schedule,
  { role }: SchedulerScheduleId,
  now: Date,
): string | null {
  if (state === 'DISABLED') return 'it is disabled already';
  if (expression.startsWith('at(')) return 'it runs only once, and would not run at all';
  if (endsAt !== null && endsAt <= now) return 'it has ended';
  // An update names it anew, and one of more than five minutes ago is refused. https://github.com/getmoto/moto/pull/8172
  if (startsAt !== null) {
    return 'it has a start date, which EventBridge Scheduler does not take again once it has passed';
  }
  return roleArn.endsWith(`:role/${role}`)
    ? null
    : `it calls its target with the role ${roleArn}, not ${role}`;
}

function scheduleState(aws: AwsClients, params: SchedulerScheduleId): Setting<State['before']> {
  let found: Schedule | null = null;
  return {
    async read() {
      found = await readSchedule(aws, params);
      return found;
    },
    write: async ({ state }) => (found === null ? 'conflict' : await setScheduleState(aws, found, state)),
    same: (a, b) => a.state === b.state && a.definition === b.definition,
  };
}

function textsOf(params: SchedulerScheduleId, what: string): MoveTexts<State['before']> {
  const name = `the ${schedulerSchedule.describe(params)}`;
  return {
    name,
    done: `The ${schedulerSchedule.describe(params)} is ${what}`,
    asked: `${name} is ${what}`,
    found: ({ state }) => `which is ${state.toLowerCase()} and may be defined otherwise`,
  };
}
