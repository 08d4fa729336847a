import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { normalizeBody } from '../../bin/deliveries/normalize-body.ts';
import { sourceNamed } from '../../bin/deliveries/source-named.ts';
import { isObject, listOf, objectOf, textOf } from '../../lambdas/sources/reading/json.ts';

/** Recorded deliveries of vendors, kept outside of the project; see docs/sources.md. */
const folder = join(import.meta.dirname, '../../../../shared/payloads');
const statuses: Readonly<Record<string, string>> = {
  open: 'firing',
  resolve: 'resolved',
  ack: 'acknowledged',
  update: 'updated',
  no_data: 'no-data',
  none: 'ignored',
};
const outcomes: Readonly<Record<string, readonly string[]>> = {
  alert: ['alerts'],
  ignore: ['ignored'],
  control: ['control'],
  unmapped: ['alerts', 'quarantined'],
};

function normalizeFile(file: string) {
  const [vendor = ''] = file.split('/');
  const name = vendor === 'cloudwatch-lambda-action' ? 'cloudwatch-lambda' : vendor;
  return normalizeBody(sourceNamed(name), readFileSync(join(folder, file), 'utf8'));
}

function fingerprintsOf(file: string): readonly string[] {
  const normalized = normalizeFile(file);
  return normalized.outcome === 'alerts' ? normalized.alerts.map(({ fingerprint }) => fingerprint) : [];
}

const expected: unknown = existsSync(folder)
  ? JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  : {};

describe('recorded payloads', () => {
  const files = Object.entries(objectOf(objectOf(expected)['payloads'])).filter(([file]) =>
    existsSync(join(folder, file)),
  );
  it('are looked for beside the project, and need not be there', () => {
    expect(Array.isArray(files)).toBe(true);
  });

  for (const [file, wanted] of files) {
    it(`${file} becomes what it should`, () => {
      const normalized = normalizeFile(file);
      expect(outcomes[textOf(objectOf(wanted)['class']) ?? '']).toContain(normalized.outcome);
      const alerts = listOf(objectOf(wanted)['alerts']).filter(isObject);
      if (alerts.length === 0 || normalized.outcome !== 'alerts') return;
      expect(
        normalized.alerts.map(({ status, title, severityRaw, startsAt }) => ({
          status,
          title,
          severityRaw,
          startsAt,
        })),
      ).toEqual(
        alerts.map(({ action, title, severityRaw, startsAt }) => ({
          status: statuses[textOf(action) ?? ''],
          title,
          severityRaw,
          startsAt,
        })),
      );
      for (const [index, alert] of alerts.entries()) {
        expect(normalized.alerts[index]).toMatchObject({
          severityHint: alert['severity'],
          endsAt: alert['endsAt'],
        });
        expect(normalized.alerts[index]?.links).toEqual(expect.arrayContaining([...listOf(alert['links'])]));
        if (alert['service'] !== null) expect(normalized.alerts[index]?.service).toBe(alert['service']);
      }
    });
  }

  for (const relation of listOf(objectOf(expected)['relations']).filter(isObject)) {
    const related = listOf(relation['files']).flatMap((file) => textOf(file) ?? []);
    it(`${textOf(relation['rule'])}: ${related.join(', ')}`, () => {
      const distinct = new Set(related.flatMap(fingerprintsOf));
      expect(distinct.size === 1).toBe(relation['rule'] === 'same dedup key');
    });
  }
});
