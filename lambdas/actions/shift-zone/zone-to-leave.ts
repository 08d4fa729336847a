import { type Evidence, readingsOf } from '../../domain/records/evidence.ts';

/** Fewer failed requests tell nothing. */
const leastErrors = 50;
/** So many times those of the next zone: where two zones fail, no zone is the cause. */
const leastRatio = 5;
/** What the other zones may be used by afterwards, in percent. */
const mostSaturation = 85;

export type ZoneToLeave =
  | { readonly ok: true; readonly zone: string }
  | { readonly ok: false; readonly reason: string };

/** The one zone whose requests fail far more often than those of any other, if the others can take what it gets. */
export function zoneToLeave(evidence: readonly Evidence[], zones: readonly string[]): ZoneToLeave {
  const refuse = (reason: string): ZoneToLeave => ({ ok: false, reason });
  const counted = evidence
    .flatMap((each) => ('dimensions' in each ? each.dimensions : []))
    .find(({ dimension }) => dimension === 'zone');
  if (counted === undefined) return refuse('nothing tells in which zones requests fail');
  const [first, second] = counted.most;
  if (
    first === undefined ||
    first.errors < leastErrors ||
    first.errors < leastRatio * (second?.errors ?? 0)
  ) {
    return refuse('no zone stands out by its failed requests');
  }
  if (!zones.includes(first.value)) {
    return refuse(
      `most requests fail in ${first.value}, which is not one of its zones (${zones.join(', ')})`,
    );
  }
  const saturation = readingsOf(evidence).find(({ name }) => name === 'saturation')?.current ?? null;
  if (saturation === null) return refuse('it is not known whether the other zones have the capacity');
  const afterwards = (saturation * zones.length) / (zones.length - 1);
  if (afterwards > mostSaturation) {
    return refuse(
      `the other zones would be ${Math.round(afterwards)} % utilised: they do not have the capacity`,
    );
  }
  return { ok: true, zone: first.value };
}
