import { describe, expect, it } from '@jest/globals';
import { rotaFindings } from '../../../lambdas/domain/on-call/rota-findings.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { aRota, type WrittenRota } from '../../support/builders/policy/a-rota.ts';

const at = (text: string) => Date.parse(`2026-01-${text}:00Z`);
const findings = (rota: WrittenRota & { readonly allowGaps?: boolean }, calendars = aPolicy().calendars) => {
  const { people } = aPolicy();
  const policy = { people: { ...people, onCall: { ...people.onCall, rotas: [aRota(rota)] } }, calendars };
  return rotaFindings(policy, at('05T00:00'), at('12T00:00')).map(({ kind, from, until }) => [
    kind,
    from,
    until,
  ]);
};
const always = { people: ['ana', 'ben'], startsAt: '2026-01-01T00:00' };

describe('what is wrong with a rota', () => {
  it('is nothing where somebody always is on call', () => {
    expect(findings({ layers: [always] })).toEqual([]);
  });

  it('is each time in which nobody is', () => {
    const onlyDuring = [{ days: ['mon', 'tue'], from: '09:00', until: '17:00' }];
    expect(findings({ layers: [{ ...always, onlyDuring }] })).toEqual([
      ['gap', at('05T00:00'), at('05T09:00')],
      ['gap', at('05T17:00'), at('06T09:00')],
      ['gap', at('06T17:00'), at('12T00:00')],
    ]);
    expect(findings({ layers: [{ ...always, onlyDuring }], allowGaps: true })).toEqual([]);
  });

  it('is the end of its only layer', () => {
    expect(findings({ layers: [{ ...always, until: '2026-01-10T00:00' }] })).toEqual([
      ['gap', at('10T00:00'), at('12T00:00')],
    ]);
  });

  it('is two overrides at once, if they are of different people', () => {
    const one = { person: 'ana', from: '2026-01-06T00:00', until: '2026-01-08T00:00' };
    const other = { person: 'ben', from: '2026-01-07T00:00', until: '2026-01-09T00:00' };
    expect(findings({ layers: [always], overrides: [one, other] })).toEqual([
      ['overlap', at('07T00:00'), at('08T00:00')],
    ]);
    expect(findings({ layers: [always], overrides: [one, { ...other, person: 'ana' }] })).toEqual([]);
  });

  it('is two events of a calendar at once, but not one after the other', () => {
    const shift = (person: string, from: string, until: string) => ({
      person,
      from: at(from),
      until: at(until),
    });
    const layers = [always, { calendar: 'oncall.ics', until: '2027-01-01' }];
    const shifts = [
      shift('ana', '05T00:00', '06T00:00'),
      shift('ben', '06T00:00', '08T00:00'),
      shift('ana', '07T12:00', '09T00:00'),
    ];
    expect(findings({ layers }, [{ file: 'oncall.ics', shifts }])).toEqual([
      ['overlap', at('07T12:00'), at('08T00:00')],
    ]);
  });
});
