import { extendedEncodeURIComponent } from '@smithy/core/protocols';

/** A shift in progress. Times are epoch seconds. */
export interface ShiftInResource {
  readonly zonalShiftId: string;
  /** Id of a zone, such as `euw1-az1`. */
  readonly awayFrom: string;
  readonly expiryTime: number;
  readonly comment: string;
}

export interface ManagedResource {
  readonly arn?: string;
  /** By the id of the zone: 1 gets requests, 0 does not. */
  readonly appliedWeights: Readonly<Record<string, number>>;
  /** Started by people, or by a practice run. */
  readonly zonalShifts: readonly ShiftInResource[];
  /** Started by AWS. */
  readonly autoshifts?: readonly { readonly awayFrom: string }[];
}

export interface ShiftSummary extends ShiftInResource {
  readonly resourceIdentifier: string;
}

/** One operation of the API. `schema` names it as commands of the SDK do. */
export interface ZonalShiftCommand<Output> {
  readonly input: Readonly<Record<string, unknown>>;
  readonly schema: readonly [kind: 9, namespace: string, operation: string];
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Only in types: what it answers with. */
  readonly output?: Output;
}

const namespace = 'com.amazonaws.arczonalshift';

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_GetManagedResource.html */
export function getManagedResource(resourceIdentifier: string): ZonalShiftCommand<ManagedResource> {
  return {
    schema: [9, namespace, 'GetManagedResource'],
    input: { resourceIdentifier },
    method: 'GET',
    path: `/managedresources/${extendedEncodeURIComponent(resourceIdentifier)}`,
  };
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_ListZonalShifts.html */
export function listActiveShifts(
  nextToken?: string,
): ZonalShiftCommand<{ readonly items?: readonly ShiftSummary[]; readonly nextToken?: string }> {
  return {
    schema: [9, namespace, 'ListZonalShifts'],
    input: { status: 'ACTIVE', nextToken },
    method: 'GET',
    path: '/zonalshifts',
    query: { status: 'ACTIVE', ...(nextToken === undefined ? {} : { nextToken }) },
  };
}

export interface StartZonalShiftInput {
  readonly resourceIdentifier: string;
  readonly awayFrom: string;
  /** `24h` or `90m`, 72 h at most. */
  readonly expiresIn: string;
  readonly comment: string;
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_StartZonalShift.html */
export function startZonalShift(input: StartZonalShiftInput): ZonalShiftCommand<ShiftSummary> {
  return {
    schema: [9, namespace, 'StartZonalShift'],
    input: { ...input },
    method: 'POST',
    path: '/zonalshifts',
    body: JSON.stringify(input),
  };
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_CancelZonalShift.html */
export function cancelZonalShift(zonalShiftId: string): ZonalShiftCommand<ShiftSummary> {
  return {
    schema: [9, namespace, 'CancelZonalShift'],
    input: { zonalShiftId },
    method: 'DELETE',
    path: `/zonalshifts/${extendedEncodeURIComponent(zonalShiftId)}`,
  };
}
