import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { readInput } from '../../protocol/input.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import { spansIn } from '../../signals/account-view.ts';
import {
  defineSchedule,
  findSchedule,
  type SchedulerState,
  type StoredSchedule,
  seedScheduler,
} from './scheduler-state.ts';

type Call = RestCall<SchedulerState>;

const path = '/schedules/{Name}';
const oldestStartSeconds = 300;
const updateSchema = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string().regex(/^(rate|cron|at)\(.+\)$/),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: z.looseObject({ Mode: z.enum(['OFF', 'FLEXIBLE']) }),
  Target: z.looseObject({ Arn: z.string(), RoleArn: z.string() }),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Description: z.string().optional(),
  StartDate: z.number().optional(),
  EndDate: z.number().optional(),
  KmsKeyArn: z.string().optional(),
  ClientToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
function getSchedule(call: Call) {
  const { group, name, createdAt, definition, history } = scheduleOf(
    call,
    call.request.query.get('groupName'),
  );
  return restResponse(200, {
    ...definition,
    Arn: arnOf({ group, name }),
    GroupName: group,
    Name: name,
    CreationDate: Date.parse(createdAt) / 1000,
    LastModificationDate: Date.parse(history.at(-1)?.at ?? createdAt) / 1000,
  });
}

/** Replaces all of it. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
function updateSchedule(call: Call) {
  const input = readInput(updateSchema, call.request.body, 'ValidationException');
  const { GroupName, ClientToken: _, ...definition } = input;
  const schedule = scheduleOf(call, GroupName);
  if ((definition.StartDate ?? Number.POSITIVE_INFINITY) < call.nowMs / 1000 - oldestStartSeconds) {
    throw new AwsFault(
      'ValidationException',
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    );
  }
  defineSchedule(schedule, definition, call.nowMs);
  call.save();
  return restResponse(200, { ScheduleArn: arnOf(schedule) });
}

function scheduleOf(call: Call, group: string | null): StoredSchedule {
  const name = call.parameter('Name');
  const found = findSchedule(call.state, name, group ?? 'default');
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
}

function arnOf({ group, name }: Pick<StoredSchedule, 'group' | 'name'>): string {
  return localArn('scheduler', `schedule/${group}/${name}`);
}

/** Schedules of EventBridge Scheduler. One whose expression somebody changed has its effect until it is disabled. */
export const scheduler: AwsService<SchedulerState> = {
  signingName: 'scheduler',
  endpointSuffix: 'SCHEDULER',
  seed: seedScheduler,
  protocol: restJson([
    { operation: 'GetSchedule', method: 'GET', path, answer: getSchedule },
    { operation: 'UpdateSchedule', method: 'PUT', path, answer: updateSchedule },
  ]),
  story: {
    play({ reschedule }, { state, nowMs }) {
      if (reschedule === undefined) return null;
      const found = findSchedule(state, reschedule.schedule);
      if (found === undefined) throw new Error(`The story has an unknown schedule: ${reschedule.schedule}`);
      defineSchedule(found, { ...found.definition, ScheduleExpression: reschedule.expression }, nowMs);
      return `The schedule ${found.name} now runs at ${reschedule.expression}.`;
    },
    spansOf({ reschedule }, state) {
      if (reschedule === undefined) return null;
      const history = findSchedule(state, reschedule.schedule)?.history ?? [];
      return spansIn(history, (each) => (each.expression === reschedule.expression ? 1 : 0));
    },
  },
};
