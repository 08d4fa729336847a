import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { readInput } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/page.ts';
import { type RestCall, restJson, restResponse } from '../../protocol/rest-json.ts';
import {
  type ArcState,
  impairedSpans,
  isActive,
  type StoredShift,
  seedArc,
  type ZonalResource,
} from './arc-state.ts';

type Call = RestCall<ArcState>;

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
const longestMs = 72 * 3_600_000;
const startSchema = z.strictObject({
  resourceIdentifier: z.string().min(8).max(1024),
  awayFrom: z.string().max(20),
  expiresIn: z.string().regex(/^[1-9][0-9]*[mh]$/),
  comment: z.string().max(128),
});

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_GetManagedResource.html */
function getManagedResource(call: Call) {
  const resource = resourceOf(call, call.parameter('ResourceIdentifier'));
  const shifts = resource.shifts.filter((shift) => isActive(shift, call.nowMs));
  const left = [...shifts.map(({ awayFrom }) => awayFrom), ...resource.autoshifts];
  return restResponse(200, {
    arn: resource.arn,
    name: resource.arn.split('/').at(-1),
    appliedWeights: Object.fromEntries(resource.zones.map((zone) => [zone, left.includes(zone) ? 0 : 1])),
    zonalShifts: shifts.map((shift) => ({ appliedStatus: 'APPLIED', ...describe(resource, shift) })),
    autoshifts: resource.autoshifts.map((awayFrom) => ({
      appliedStatus: 'APPLIED',
      awayFrom,
      startTime: call.nowMs / 1000,
    })),
    zonalAutoshiftStatus: 'DISABLED',
  });
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_ListZonalShifts.html */
function listZonalShifts(call: Call) {
  const { state, request, nowMs, mostPerPage } = call;
  if (request.query.get('status') !== 'ACTIVE')
    throw new AwsFault('ValidationException', 'Only ACTIVE ones are simulated.');
  const found = state.resources.flatMap((resource) =>
    resource.shifts
      .filter((shift) => isActive(shift, nowMs))
      .map((shift) => ({ ...describe(resource, shift), status: 'ACTIVE' })),
  );
  const page = pageOf(
    found,
    request.query.get('nextToken') ?? undefined,
    Math.min(50, mostPerPage),
    'ValidationException',
  );
  return restResponse(200, { items: page.entries, nextToken: page.nextToken });
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_StartZonalShift.html */
function startZonalShift(call: Call) {
  const input = readInput(startSchema, call.request.body, 'ValidationException');
  const resource = resourceOf(call, input.resourceIdentifier);
  const lastsMs = Number.parseInt(input.expiresIn, 10) * (unitMs[input.expiresIn.slice(-1)] ?? 0);
  if (!resource.zones.includes(input.awayFrom) || lastsMs > longestMs) {
    throw new AwsFault('ValidationException', 'The zone or the expiration is not valid.');
  }
  if (resource.shifts.some((shift) => isActive(shift, call.nowMs))) {
    throw new AwsFault('ConflictException', 'There is an active zonal shift for the resource.', 409);
  }
  const shiftCount = call.state.resources.flatMap(({ shifts }) => shifts).length;
  const shift: StoredShift = {
    id: `${shiftCount + 1}`.padStart(8, '0').concat('-0000-4000-8000-000000000000'),
    awayFrom: input.awayFrom,
    startedAt: new Date(call.nowMs).toISOString(),
    expiresAt: new Date(call.nowMs + lastsMs).toISOString(),
    comment: input.comment,
    cancelledAt: null,
  };
  resource.shifts.push(shift);
  call.save();
  return restResponse(201, { ...describe(resource, shift), status: 'ACTIVE' });
}

/** https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_CancelZonalShift.html */
function cancelZonalShift(call: Call) {
  const id = call.parameter('ZonalShiftId');
  for (const resource of call.state.resources) {
    const shift = resource.shifts.find((one) => one.id === id);
    if (shift === undefined) continue;
    if (!isActive(shift, call.nowMs)) throw new AwsFault('ConflictException', 'It is not active.', 409);
    shift.cancelledAt = new Date(call.nowMs).toISOString();
    call.save();
    return restResponse(200, { ...describe(resource, shift), status: 'CANCELED' });
  }
  throw new AwsFault('ResourceNotFoundException', `There is no zonal shift ${id}.`, 404);
}

function resourceOf({ state }: Call, arn: string): ZonalResource {
  const found = state.resources.find((one) => one.arn === arn);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `The resource ${arn} is not managed.`, 404);
}

function describe({ arn }: ZonalResource, { id, awayFrom, startedAt, expiresAt, comment }: StoredShift) {
  return {
    zonalShiftId: id,
    resourceIdentifier: arn,
    awayFrom,
    startTime: Date.parse(startedAt) / 1000,
    expiryTime: Date.parse(expiresAt) / 1000,
    comment,
  };
}

/** Zonal shifts. What is wrong in a zone has its effect as long as the resource gets traffic there. */
export const arcZonalShift: AwsService<ArcState> = {
  signingName: 'arc-zonal-shift',
  endpointSuffix: 'ARC_ZONAL_SHIFT',
  seed: seedArc,
  protocol: restJson([
    {
      operation: 'GetManagedResource',
      method: 'GET',
      path: '/managedresources/{ResourceIdentifier}',
      answer: getManagedResource,
    },
    { operation: 'ListZonalShifts', method: 'GET', path: '/zonalshifts', answer: listZonalShifts },
    { operation: 'StartZonalShift', method: 'POST', path: '/zonalshifts', answer: startZonalShift },
    {
      operation: 'CancelZonalShift',
      method: 'DELETE',
      path: '/zonalshifts/{ZonalShiftId}',
      answer: cancelZonalShift,
    },
  ]),
  story: {
    play({ impairedZone }, { state, nowMs }) {
      if (impairedZone === undefined) return null;
      const { resource: arn, zone } = impairedZone;
      state.impairments.push({ arn, zone, at: new Date(nowMs).toISOString() });
      return `Something is wrong in the zone ${zone}.`;
    },
    spansOf: ({ impairedZone }, state) =>
      impairedZone === undefined ? null : impairedSpans(state, impairedZone.resource, impairedZone.zone),
  },
};
