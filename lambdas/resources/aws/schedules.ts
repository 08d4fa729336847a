import {
  GetScheduleCommand,
  type GetScheduleOutput,
  SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { contentHash } from '../../domain/content-hash.ts';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { SchedulerScheduleId } from '../messaging/scheduler-schedule.ts';
import type { Written } from './written.ts';

export type ScheduleState = 'ENABLED' | 'DISABLED';

export interface Schedule {
  readonly state: ScheduleState;
  /** All of it but its state, as one hash: an update replaces all of it. */
  readonly definition: string;
  readonly expression: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** With which it calls its target. */
  readonly roleArn: string;
  /** What UpdateSchedule takes of it. */
  readonly whole: UpdateScheduleInput;
}

/** Null when there is no such schedule or group. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export async function readSchedule(
  aws: AwsClients,
  { group, schedule }: SchedulerScheduleId,
): Promise<Schedule | null> {
  const sent = aws.get(SchedulerClient).send(new GetScheduleCommand({ Name: schedule, GroupName: group }));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found === null) return null;
  const { State: state } = found;
  if (state !== 'ENABLED' && state !== 'DISABLED') {
    throw new DependencyUnavailableError(`EventBridge Scheduler does not tell the state of ${schedule}`);
  }
  const whole = wholeOf(found);
  const { State: _, ...definition } = whole;
  return {
    state,
    definition: contentHash(JSON.parse(JSON.stringify(definition))),
    expression: whole.ScheduleExpression ?? '',
    startsAt: whole.StartDate ?? null,
    endsAt: whole.EndDate ?? null,
    roleArn: whole.Target?.RoleArn ?? '',
    whole,
  };
}

/**
 * An update sets every field that it does not have back to its default, so all of them are sent.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export async function setScheduleState(
  aws: AwsClients,
  { whole }: Schedule,
  state: ScheduleState,
): Promise<Written> {
  try {
    await aws.get(SchedulerClient, 'once').send(new UpdateScheduleCommand({ ...whole, State: state }));
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'ConflictException' || fault === 'ResourceNotFoundException') return 'conflict';
    if (fault === 'ValidationException') return { refused: "it rejects the schedule's own definition" };
    throw error;
  }
}

function wholeOf(found: GetScheduleOutput): UpdateScheduleInput {
  const { Arn: _arn, CreationDate: _created, LastModificationDate: _modified, ...rest } = found;
  const { $metadata: _metadata, ...fields } = rest as typeof rest & { readonly $metadata?: unknown };
  const { Name, ScheduleExpression, Target, FlexibleTimeWindow, ...others } = fields;
  return { Name, ScheduleExpression, Target, FlexibleTimeWindow, ...others };
}
