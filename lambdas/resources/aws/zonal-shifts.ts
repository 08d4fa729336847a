import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import { ArcZonalShiftClient } from './arc-zonal-shift/arc-zonal-shift-client.ts';
import {
  cancelZonalShift,
  getManagedResource,
  listActiveShifts,
  type ShiftInResource,
  type ShiftSummary,
  type StartZonalShiftInput,
  startZonalShift,
} from './arc-zonal-shift/commands.ts';
import type { Written } from './written.ts';

export interface ShiftableResource {
  /** Ids of the zones that it is in, and whether each gets requests. */
  readonly weights: Readonly<Record<string, number>>;
  readonly shifts: readonly ShiftInResource[];
  /** Zones that AWS itself has shifted it away from. */
  readonly autoshifts: readonly string[];
}

const mostPages = 10;

/** Null when ARC does not manage it. https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.html */
export async function readShiftable(aws: AwsClients, arn: string): Promise<ShiftableResource | null> {
  const sent = aws.get(ArcZonalShiftClient).send(getManagedResource(arn));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found === null) return null;
  const { appliedWeights, zonalShifts, autoshifts = [] } = found;
  if (appliedWeights === undefined)
    throw new DependencyUnavailableError(`ARC does not tell the zones of ${arn}`);
  return {
    weights: appliedWeights,
    shifts: zonalShifts,
    autoshifts: autoshifts.map(({ awayFrom }) => awayFrom),
  };
}

/** Every shift in progress in the account and Region, practice runs too. */
export async function readActiveShifts(aws: AwsClients): Promise<readonly ShiftSummary[]> {
  const found: ShiftSummary[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items = [], nextToken } = await aws.get(ArcZonalShiftClient).send(listActiveShifts(next));
    found.push(...items);
    if (!nextToken) return found;
    next = nextToken;
  }
  throw new DependencyUnavailableError(`There are more than ${found.length} zonal shifts in progress`);
}

/** `conflict`: another one was begun at this moment. */
export async function startShift(aws: AwsClients, input: StartZonalShiftInput): Promise<Written> {
  return await written(aws.get(ArcZonalShiftClient, 'once').send(startZonalShift(input)));
}

/** `conflict`: it has ended at this moment. */
export async function cancelShift(aws: AwsClients, id: string): Promise<Written> {
  return await written(aws.get(ArcZonalShiftClient, 'once').send(cancelZonalShift(id)));
}

async function written(sent: Promise<unknown>): Promise<Written> {
  try {
    await sent;
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'ConflictException' || fault === 'ResourceNotFoundException') return 'conflict';
    if (fault === 'ValidationException') return { refused: 'it is nothing that may be shifted now' };
    throw error;
  }
}
