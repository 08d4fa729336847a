import type { Evidence } from '../../../lambdas/domain/records/evidence.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');

/** Failed requests by zone, most of them first. */
export function failingIn(...zones: readonly (readonly [zone: string, errors: number])[]): Evidence {
  return {
    kind: 'blast-radius',
    status: 'available',
    gatheredAt: now.toISOString(),
    span: { from: now.toISOString(), until: now.toISOString() },
    dimensions: [
      {
        dimension: 'zone',
        affected: zones.length,
        total: 3,
        share: zones.length / 3,
        most: zones.map(([value, errors]) => ({ value, errors, requests: null })),
        truncated: false,
        query: 'the query',
        link: null,
      },
    ],
  };
}

export const saturatedBy = (current: number) =>
  metricsEvidence([aReading({ name: 'saturation', unit: 'percent', current })]);
