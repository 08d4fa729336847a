import type { Scenario } from '../../scenario/scenario.ts';
import type { Span } from '../../signals/account-view.ts';

export interface StoredShift {
  readonly id: string;
  readonly awayFrom: string;
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly comment: string;
  /** When somebody cancelled it. */
  cancelledAt: string | null;
}

export interface ZonalResource {
  readonly arn: string;
  readonly zones: readonly string[];
  /** Oldest first. */
  readonly shifts: StoredShift[];
  /** Zones that AWS has shifted it away from. */
  readonly autoshifts: string[];
}

export interface ArcState {
  readonly resources: ZonalResource[];
  readonly impairments: { readonly arn: string; readonly zone: string; readonly at: string }[];
}

export function seedArc({ zonalResources }: Scenario): ArcState {
  return {
    resources: zonalResources.map(({ arn, zones }) => ({ arn, zones, shifts: [], autoshifts: [] })),
    impairments: [],
  };
}

export function isActive(shift: StoredShift, atMs: number): boolean {
  return Date.parse(shift.startedAt) <= atMs && endOf(shift) > atMs;
}

/** While a zone is impaired and the resource gets traffic there. */
export function impairedSpans(
  { resources, impairments }: ArcState,
  arn: string,
  zone: string,
): readonly Span[] {
  const impaired = impairments.find((one) => one.arn === arn && one.zone === zone);
  if (impaired === undefined) return [];
  const shifts = resources.find((one) => one.arn === arn)?.shifts ?? [];
  const spans: Span[] = [];
  let from = Date.parse(impaired.at);
  for (const shift of shifts.filter(({ awayFrom }) => awayFrom === zone)) {
    spans.push({ from, until: Date.parse(shift.startedAt), share: 1 });
    from = endOf(shift);
  }
  return [...spans, { from, until: Number.POSITIVE_INFINITY, share: 1 }];
}

function endOf({ expiresAt, cancelledAt }: StoredShift): number {
  return Date.parse(cancelledAt ?? expiresAt);
}
