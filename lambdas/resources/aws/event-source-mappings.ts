import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/** How a mapping is to hand out messages. */
export interface MappingSetting {
  readonly enabled: boolean;
  /** Batches at work at once at most; null: no limit of its own. */
  readonly maximumConcurrency: number | null;
}

export interface EventSourceMapping extends MappingSetting {
  /** `Enabled`, `Disabling`, `Disabled`, `Updating` … as Lambda says it. */
  readonly state: string;
  /** Names, out of the ARNs. */
  readonly functionName: string;
  readonly queue: string;
}

/** While one of these, Lambda accepts no other change. */
export const changingStates: readonly string[] = [
  'Creating',
  'Enabling',
  'Disabling',
  'Updating',
  'Deleting',
];
const busy = ['ResourceInUseException', 'ResourceConflictException'];

/** Null when there is no such mapping. https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export async function readMapping(aws: AwsClients, uuid: string): Promise<EventSourceMapping | null> {
  const sent = aws.get(LambdaClient).send(new GetEventSourceMappingCommand({ UUID: uuid }));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  return found === null ? null : mappingOf(found);
}

/**
 * `conflict`: it is being changed at this moment; nothing was changed. An empty ScalingConfig takes a limit away.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export async function updateMapping(
  aws: AwsClients,
  uuid: string,
  { enabled, maximumConcurrency }: MappingSetting,
): Promise<'written' | 'conflict'> {
  const command = new UpdateEventSourceMappingCommand({
    UUID: uuid,
    Enabled: enabled,
    ScalingConfig: maximumConcurrency === null ? {} : { MaximumConcurrency: maximumConcurrency },
  });
  const sent = aws.get(LambdaClient, 'once').send(command);
  return (await orOnFault<unknown, 'conflict'>(sent, busy, 'conflict')) === 'conflict'
    ? 'conflict'
    : 'written';
}

export function sameSetting(a: MappingSetting, b: MappingSetting): boolean {
  return a.enabled === b.enabled && a.maximumConcurrency === b.maximumConcurrency;
}

function mappingOf({
  State,
  FunctionArn,
  EventSourceArn,
  ScalingConfig,
}: EventSourceMappingConfiguration): EventSourceMapping {
  if (State === undefined || FunctionArn === undefined) {
    throw new DependencyUnavailableError('Lambda told an event source mapping without its state or function');
  }
  return {
    state: State,
    enabled: !['Disabled', 'Disabling'].includes(State),
    maximumConcurrency: ScalingConfig?.MaximumConcurrency ?? null,
    functionName: /:function:([^:]+)/.exec(FunctionArn)?.[1] ?? FunctionArn,
    queue: EventSourceArn?.split(':').at(-1) ?? 'no queue',
  };
}
