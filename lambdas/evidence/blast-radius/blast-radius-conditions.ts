import { type Affected, type BlastRadiusEvidence, blastDimensions } from '../../domain/records/evidence.ts';
import type { EvidenceValues } from '../../domain/triage/conditions/evidence-conditions.ts';

const affectedFields = {
  affected: 'anything',
  total: 'anything',
  share: 'anything',
  most: 'anything',
} as const;

export const blastRadiusConditions: EvidenceValues<BlastRadiusEvidence> = {
  name: 'blastRadius',
  fields: Object.fromEntries(blastDimensions.map((dimension) => [dimension, affectedFields])),
  values: ({ dimensions }) =>
    Object.fromEntries(dimensions.map((affected) => [affected.dimension, valuesOf(affected)])),
};

/** Total and share are missing where they are not known. `most` is whoever met most errors. */
function valuesOf({ affected, total, share, most }: Affected): Readonly<Record<string, unknown>> {
  return {
    affected,
    ...(total === null ? {} : { total }),
    ...(share === null ? {} : { share }),
    ...(most[0] === undefined ? {} : { most: most[0].value }),
  };
}
