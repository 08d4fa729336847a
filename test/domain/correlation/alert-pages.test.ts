import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { alertsOf, alertsPerPage, putIntoPages } from '../../../lambdas/domain/correlation/alert-pages.ts';
import {
  countStateChanges,
  mergeChanges,
  withChange,
} from '../../../lambdas/domain/correlation/alert-state-changes.ts';
import { findFlappingAlert, isFlapping, isOver } from '../../../lambdas/domain/correlation/flapping.ts';
import { jsonBytes, mostAlertBytes, trimAlert } from '../../../lambdas/domain/correlation/trim-alert.ts';
import type { AlertPage, IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import { anAlert, anIncidentAlert } from '../../support/builders/records.ts';

function save(pages: readonly AlertPage[], alerts: readonly IncidentAlert[]): readonly AlertPage[] {
  const byNumber = new Map(pages.map((page) => [page.number, page]));
  for (const page of putIntoPages(pages, alerts)) byNumber.set(page.number, page);
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
}

const known = (fingerprint: string, overrides: Parameters<typeof anAlert>[0] = {}) =>
  anIncidentAlert({ alert: anAlert({ fingerprint, ...overrides }) });

describe('the pages of alerts', () => {
  it('hold every alert once, with its newest content, whatever comes in what order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 }), { maxLength: 12 }),
        (batches) => {
          let pages: readonly AlertPage[] = [];
          const expected = new Map<string, number>();
          for (const [round, batch] of batches.entries()) {
            const alerts = [...new Set(batch)].map((n) => ({ ...known(`f${n}`), occurrences: round + 1 }));
            for (const { alert, occurrences } of alerts) expected.set(alert.fingerprint, occurrences);
            pages = save(pages, alerts);
          }
          const found = alertsOf(pages).map(({ alert, occurrences }) => [alert.fingerprint, occurrences]);
          expect(new Map(found as [string, number][])).toEqual(expected);
          expect(found).toHaveLength(expected.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('change one page for one alert, and raise its version by one', () => {
    const pages = save([], [known('a'), known('b')]);
    expect(pages).toMatchObject([{ number: 0, version: 1 }]);
    expect(putIntoPages(pages, [known('a')])).toMatchObject([{ number: 0, version: 2 }]);
    expect(putIntoPages(pages, [])).toEqual([]);
  });

  it('stay below what an item can hold, with the longest and most hostile alerts there can be', () => {
    const text = fc.string({ unit: 'binary', minLength: 500, maxLength: 2000 });
    fc.assert(
      fc.property(text, fc.boolean(), (long, isControl) => {
        const filling = isControl ? '\u0001'.repeat(2000) : long;
        const labels = Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`${n}${filling}`, filling]));
        const longest = anAlert({
          fingerprint: filling.slice(0, 200),
          title: filling,
          description: filling,
          service: filling.slice(0, 200),
          severityRaw: filling.slice(0, 100),
          labels,
          links: [`https://grafana.example/${'x'.repeat(2000)}`],
        });
        expect(jsonBytes(trimAlert(longest))).toBeLessThanOrEqual(mostAlertBytes);
      }),
      { numRuns: 40 },
    );
    const remembered = anIncidentAlert({
      movedTo: 'inc_01KATZ3V000000000000000001',
      changes: Array.from({ length: 12 }, () => ({
        at: '2026-11-23T02:01:00.000Z',
        to: 'resolved' as const,
      })),
    });
    const overhead = jsonBytes(remembered) - jsonBytes(remembered.alert);
    expect(alertsPerPage * (mostAlertBytes + overhead)).toBeLessThan(400_000);
    const pages = save(
      [],
      Array.from({ length: 3000 }, (_, n) => known(`f${n}`)),
    );
    expect(alertsOf(pages)).toHaveLength(3000);
    expect(Math.max(...pages.map(({ alerts }) => alerts.length))).toBe(alertsPerPage);
  });
});

describe('a long alert', () => {
  it('keeps the labels by which it is placed and rated', () => {
    const labels = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`a${n}`, 'x'.repeat(300)]));
    const cut = trimAlert(anAlert({ labels: { ...labels, service: 'checkout', severity: 'critical' } }));
    expect(cut.labels).toMatchObject({ service: 'checkout', severity: 'critical' });
    expect(trimAlert(cut)).toEqual(cut);
  });

  it('keeps a word that a rule looks for, far down in its text', () => {
    const description = `${'x'.repeat(3900)} credential leak`;
    const labels = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`a${n}`, 'y'.repeat(300)]));
    expect(trimAlert(anAlert({ description, labels })).description).toBe(description);
  });

  it('stays as it is when it is of the usual size', () => {
    const usual = anAlert();
    expect(trimAlert(usual)).toBe(usual);
  });
});

const change = fc.record({
  at: fc.integer({ min: 0, max: 40 }).map((minute) => new Date(minute * 60_000).toISOString()),
  to: fc.constantFrom('firing' as const, 'resolved' as const),
});

describe('what is remembered of an alert’s state changes', () => {
  it('is the same for every order and duplication', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (all, picks) => {
          const shuffled = [...all].sort((a, b) => `${a.to}${a.at}`.localeCompare(`${b.to}${b.at}`));
          const twice = [...shuffled, ...picks.flatMap((n) => all[n % Math.max(1, all.length)] ?? [])];
          const inOrder = all.reduce(withChange, [] as ReturnType<typeof mergeChanges>);
          expect(twice.reduce(withChange, [] as ReturnType<typeof mergeChanges>)).toEqual(inOrder);
          expect(mergeChanges(inOrder, inOrder)).toEqual(inOrder);
        },
      ),
    );
  });

  it('counts state changes, not repetitions', () => {
    const at = (minute: number, to: 'firing' | 'resolved') => ({
      at: new Date(minute * 60_000).toISOString(),
      to,
    });
    const repeated = [at(0, 'firing'), at(1, 'firing'), at(2, 'firing'), at(3, 'resolved'), at(4, 'firing')];
    expect(countStateChanges(repeated, new Date(0).toISOString())).toBe(2);
    expect(countStateChanges(repeated, new Date(4 * 60_000).toISOString())).toBe(1);
  });
});

describe('an alert that flaps', () => {
  const policy = { stateChanges: 6, withinMinutes: 30 };
  const changing = (stateChanges: number, everyMinutes: number) =>
    anIncidentAlert({
      alert: anAlert({ status: stateChanges % 2 === 0 ? 'firing' : 'resolved' }),
      changes: Array.from({ length: stateChanges + 1 }, (_, n) => ({
        at: new Date(Date.UTC(2026, 10, 23, 2) + n * everyMinutes * 60_000).toISOString(),
        to: n % 2 === 0 ? ('firing' as const) : ('resolved' as const),
      })),
    });

  it('changed its state often in a short time', () => {
    expect(isFlapping(changing(7, 2), policy)).toBe(true);
    expect(isFlapping(changing(7, 20), policy)).toBe(false);
    expect(isFlapping(changing(1, 2), policy)).toBe(false);
  });

  it('is not over when it is resolved for the moment', () => {
    expect(isOver(changing(7, 2), policy)).toBe(false);
    expect(isOver(changing(1, 2), policy)).toBe(true);
  });

  it('is stable again when it has not changed for long enough', () => {
    const alert = changing(7, 2);
    expect(findFlappingAlert([alert], policy, new Date('2026-11-23T02:20:00Z'))).toBe(alert);
    expect(findFlappingAlert([alert], policy, new Date('2026-11-23T02:45:00Z'))).toBeNull();
  });
});
