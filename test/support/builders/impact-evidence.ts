import type {
  Affected,
  BlastRadiusEvidence,
  LogPattern,
  LogsEvidence,
} from '../../../lambdas/domain/records/evidence.ts';

export function aLogPattern(overrides: Partial<LogPattern> = {}): LogPattern {
  return {
    pattern: "TypeError: Cannot read properties of undefined (reading 'currency')",
    sample: "TypeError: Cannot read properties of undefined (reading 'currency')",
    countBefore: 0,
    countAfter: 214,
    firstSeenAt: '2026-11-23T02:01:03.250Z',
    isNew: true,
    ...overrides,
  };
}

export function logsEvidence(overrides: Partial<LogsEvidence> = {}): LogsEvidence {
  return {
    kind: 'logs',
    status: 'available',
    gatheredAt: '2026-11-23T02:02:16.000Z',
    before: { from: '2026-11-23T01:32:04.000Z', until: '2026-11-23T01:47:10.000Z' },
    after: { from: '2026-11-23T01:47:10.000Z', until: '2026-11-23T02:02:16.000Z' },
    patterns: [aLogPattern()],
    truncated: false,
    query: 'filter level = "ERROR"',
    link: null,
    ...overrides,
  };
}

export function anAffected(overrides: Partial<Affected> = {}): Affected {
  return {
    dimension: 'tenant',
    affected: 38,
    total: 40,
    share: 0.95,
    most: [
      { value: 'acme', errors: 31, requests: null },
      { value: 'globex', errors: 9, requests: null },
    ],
    truncated: false,
    query: 'stats count(*) by tenantId',
    link: null,
    ...overrides,
  };
}

export function blastRadiusEvidence(overrides: Partial<BlastRadiusEvidence> = {}): BlastRadiusEvidence {
  return {
    kind: 'blast-radius',
    status: 'available',
    gatheredAt: '2026-11-23T02:02:16.000Z',
    span: { from: '2026-11-23T01:57:10.000Z', until: '2026-11-23T02:02:16.000Z' },
    dimensions: [anAffected()],
    ...overrides,
  };
}
