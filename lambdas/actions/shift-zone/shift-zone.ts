import * as z from 'zod/mini';
import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import {
  cancelShift,
  readActiveShifts,
  readShiftable,
  type ShiftableResource,
  startShift,
} from '../../resources/aws/zonal-shifts.ts';
import {
  isLoadBalancer,
  type ZonalResourceId,
  zonalResource,
} from '../../resources/gateway/zonal-resource.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import { zoneToLeave } from './zone-to-leave.ts';

const text = z.string().check(z.regex(/^[^\p{C}\s]{1,1024}$/u, 'must be a name'));
const paramsSchema = z.object({ arn: text, zones: text, awayFrom: text });
type ShiftParams = z.infer<typeof paramsSchema>;
type State = { readonly comment: string };
const postStateSchema = z.object({ id: z.string(), expiresAt: z.number() });

/** ARC ends it then, should nothing here do so before. Its own end is after two hours, unless somebody keeps it. */
const expiresIn = '24h';
/** From which zone a resource is shifted away, and by whom; both empty: from none. */
interface Shift {
  readonly awayFrom: string;
  readonly comment: string;
}
const none: Shift = { awayFrom: '', comment: '' };

/** Takes all requests away from one Availability Zone that fails them, by a zonal shift of ARC. */
export const shiftZone: ReversibleAction<ShiftParams, State, ZonalResourceId> = {
  kind: 'shift-zone',
  title: 'Shift traffic away from an Availability Zone',
  target: zonalResource,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan({ target: { id }, change, evidence }) {
    if (change !== null) return { ok: false, reason: 'leaving a zone does not revert a change' };
    const found = zoneToLeave(evidence, id.zones.split(','));
    return found.ok ? { ok: true, params: { ...id, awayFrom: found.zone } } : found;
  },
  summary: (params) =>
    `Shift the traffic of ${zonalResource.describe(params)} away from the zone ${params.awayFrom}, in which most requests fail`,
  undoSummary: (params) =>
    `Let the zone ${params.awayFrom} get traffic of ${zonalResource.describe(params)} again`,
  howToRestore: (params) =>
    `Look whether the zone ${params.awayFrom} is well again (AWS Health, its instances), then cancel the zonal shift of ${zonalResource.describe(params)}`,
  backport: (params) =>
    `Let zonal autoshift and practice runs of ARC do this for ${zonalResource.describe(params)}, and keep the capacity for the loss of one zone`,
  // Connections in progress end by themselves, within a few minutes.
  expects: errorRateRecovers({ withinSeconds: 900, settleSeconds: 180 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  capacityPercent: ({ zones }) => Math.ceil(100 / zones.split(',').length),
  echoes: [
    { metric: 'saturation', goes: 'up', because: 'the other zones have all of the traffic' },
    {
      metric: 'latencyP99',
      goes: 'up',
      because: 'the other zones have all of the traffic',
      fadesAfterMinutes: 15,
    },
  ],
  expiresAfterSeconds: 7200,

  iam(targets) {
    const operations = [
      'arc-zonal-shift:GetManagedResource',
      'arc-zonal-shift:StartZonalShift',
      'arc-zonal-shift:CancelZonalShift',
    ];
    return [
      ...allow(
        operations,
        targets.filter(({ id }) => isLoadBalancer(id)).map(({ id }) => id.arn),
      ),
      // https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_service-with-iam-zonal-shift.html
      ...targets
        .filter(({ id }) => !isLoadBalancer(id))
        .map(({ id }) => ({
          actions: operations,
          resources: ['*'],
          conditions: { StringEquals: { 'arc-zonal-shift:ResourceIdentifier': id.arn } },
          everywhere: 'IAM knows no resource for shifts of groups and clusters: a condition names it',
        })),
      ...allowEverywhere(
        ['arc-zonal-shift:ListZonalShifts'],
        targets,
        'IAM knows no resource for ListZonalShifts',
      ),
    ];
  },

  async preflight({ aws, stepId }, params) {
    const name = zonalResource.describe(params);
    const found = await readShiftable(aws, params.arn);
    if (found === null)
      return { ok: false, reason: `ARC does not manage ${name}: is zonal shift enabled for it?` };
    const reason = whyNotShiftable(found, params) ?? (await whyOtherZone({ aws }, params));
    return reason === null
      ? { ok: true, preState: { comment: `Firebreak ${stepId}` } }
      : { ok: false, reason: `${name} cannot be shifted: ${reason}` };
  },

  async execute(context, params, { comment }) {
    const move = await moveSetting(shiftOf(context, params, comment), none, {
      comment,
      awayFrom: params.awayFrom,
    });
    const own = move.outcome === 'moved' ? await ownShift(context, params, comment) : null;
    return executionOf(move, textsOf(params, `has left ${params.awayFrom}`), {
      id: own?.zonalShiftId ?? '',
      expiresAt: own?.expiryTime ?? 0,
    });
  },

  async undo(context, params, { comment }, postState) {
    const name = zonalResource.describe(params);
    const post = postStateSchema.safeParse(postState);
    if (!post.success || post.data.id === '') return unrecorded(name);
    const own = await ownShift(context, params, comment);
    if (own !== null && own.expiryTime !== post.data.expiresAt) {
      return {
        outcome: 'changed-since',
        text: `Nothing was changed: somebody set another end for the shift of ${name}`,
      };
    }
    const move = await moveSetting(
      shiftOf(context, params, comment),
      { comment, awayFrom: params.awayFrom },
      none,
    );
    return undoingOf(move, textsOf(params, `gets traffic in ${params.awayFrom} again`));
  },
};

function whyNotShiftable(
  { weights, shifts, autoshifts }: ShiftableResource,
  params: ShiftParams,
): string | null {
  const zones = Object.keys(weights).toSorted();
  const named = params.zones.split(',').toSorted();
  if (zones.join() !== named.join())
    return `it is in ${zones.join(', ')}, and policy says ${named.join(', ')}`;
  const [shift] = shifts;
  if (shift !== undefined) return `it is shifted away from ${shift.awayFrom} already (${shift.comment})`;
  const [autoshift] = autoshifts;
  if (autoshift !== undefined) return `AWS has shifted it away from ${autoshift}`;
  const dark = zones.filter((zone) => weights[zone] === 0);
  return dark.length === 0 ? null : `it already receives no traffic in ${dark.join(', ')}`;
}

/** Never two zones at once: what fails over would meet what has left. */
async function whyOtherZone({ aws }: Pick<ActionContext, 'aws'>, { awayFrom }: ShiftParams) {
  const other = (await readActiveShifts(aws)).find((shift) => shift.awayFrom !== awayFrom);
  return other === undefined ? null : `${other.resourceIdentifier} has left another zone, ${other.awayFrom}`;
}

async function ownShift({ aws }: Pick<ActionContext, 'aws'>, { arn }: ShiftParams, comment: string) {
  return (await readShiftable(aws, arn))?.shifts.find((shift) => shift.comment === comment) ?? null;
}

/** Ours is known by its comment, which names the step: a lost answer is looked up by it. */
function shiftOf({ aws }: Pick<ActionContext, 'aws'>, { arn }: ShiftParams, ours: string): Setting<Shift> {
  let id = '';
  return {
    async read() {
      const found = await readShiftable(aws, arn);
      if (found === null) return null;
      const shift = found.shifts.find(({ comment }) => comment === ours) ?? found.shifts[0];
      if (shift === undefined) return none;
      id = shift.zonalShiftId;
      return { awayFrom: shift.awayFrom, comment: shift.comment };
    },
    write: async ({ awayFrom, comment }) =>
      awayFrom === ''
        ? await cancelShift(aws, id)
        : await startShift(aws, { resourceIdentifier: arn, awayFrom, expiresIn, comment }),
    same: (a, b) => a.awayFrom === b.awayFrom && a.comment === b.comment,
  };
}

function textsOf(params: ShiftParams, what: string): MoveTexts<Shift> {
  const name = zonalResource.describe(params);
  return {
    name,
    done: `${name} ${what}`,
    asked: `${name} ${what}`,
    found: ({ awayFrom, comment }) =>
      awayFrom === '' ? 'which is in all of its zones' : `which has left ${awayFrom} (${comment})`,
  };
}
