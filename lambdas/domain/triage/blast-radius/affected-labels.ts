import { countLabel, shareLabel } from '../../number-labels.ts';
import {
  type Affected,
  type BlastDimension,
  type BlastRadiusEvidence,
  blastDimensions,
} from '../../records/evidence.ts';

const nouns: Readonly<Record<BlastDimension, readonly [one: string, many: string]>> = {
  tenant: ['tenant', 'tenants'],
  user: ['user', 'users'],
  region: ['Region', 'Regions'],
  zone: ['zone', 'zones'],
  endpoint: ['endpoint', 'endpoints'],
  address: ['address', 'addresses'],
};

/** `Regions`. */
export function dimensionLabel(dimension: BlastDimension): string {
  return nouns[dimension][1];
}

/** `38 of 412 tenants (9 %)`, `at least 38 tenants`: how many are affected, and how sure that is. */
export function affectedLabel({
  dimension,
  affected,
  total,
  share,
  truncated,
}: Pick<Affected, 'dimension' | 'affected' | 'total' | 'share' | 'truncated'>): string {
  const [one, many] = nouns[dimension];
  const count = total === null ? countLabel(affected) : `${countLabel(affected)} of ${countLabel(total)}`;
  const percent = share === null ? '' : ` (${truncated ? 'about ' : ''}${shareLabel(share)})`;
  return `${truncated ? 'at least ' : ''}${count} ${(total ?? affected) === 1 ? one : many}${percent}`;
}

/** Who is affected in one phrase, by the dimension that tells most; null when nothing was measured. */
export function impactPhrase(
  dimensions: readonly Pick<Affected, 'dimension' | 'affected' | 'total' | 'share' | 'truncated'>[],
): string | null {
  const [first] = inOrder(dimensions);
  return first === undefined ? null : affectedLabel(first);
}

/** What tells most first, those that show somebody affected before those that do not. */
export function inOrder<Dimension extends Pick<Affected, 'dimension' | 'affected'>>(
  dimensions: readonly Dimension[],
): readonly Dimension[] {
  return dimensions.toSorted(
    (a, b) =>
      Number(b.affected > 0) - Number(a.affected > 0) ||
      blastDimensions.indexOf(a.dimension) - blastDimensions.indexOf(b.dimension),
  );
}

/** `182 of 190 failed (96 %)`, or the errors alone where requests are not counted. */
export function failedLabel({
  errors,
  requests,
}: BlastRadiusEvidence['dimensions'][number]['most'][number]): string {
  if (requests === null || requests <= 0) {
    return errors === 1 ? '1 error' : `${countLabel(errors)} errors`;
  }
  return `${countLabel(errors)} of ${countLabel(requests)} failed (${shareLabel(errors / requests)})`;
}
