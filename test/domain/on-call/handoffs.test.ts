import { describe, expect, it } from '@jest/globals';
import { rotaCover } from '../../../lambdas/domain/on-call/rota-cover.ts';
import { stretchesOf } from '../../../lambdas/domain/on-call/shifts-of.ts';
import { aRota } from '../../support/builders/policy/a-rota.ts';

/** Every handoff of a rota between two times, in UTC. */
function handoffs(rota: Parameters<typeof rotaCover>[0], from: string, until: string): readonly string[] {
  return stretchesOf(rotaCover(rota, []), Date.parse(from), Date.parse(until))
    .slice(1)
    .map((each) => `${new Date(each.from).toISOString().slice(0, 16)}Z ${each.person}`);
}

const weekly = (timeZone: string) =>
  aRota({ timeZone, layers: [{ people: ['ana', 'ben'], startsAt: '2026-01-05T09:00' }] });

describe('a weekly handoff on Mondays at nine', () => {
  it.each([
    ['Europe/Berlin', '2026-03-20', ['2026-03-23T08:00Z ben', '2026-03-30T07:00Z ana']],
    ['Europe/Berlin', '2026-10-16', ['2026-10-19T07:00Z ben', '2026-10-26T08:00Z ana']],
    ['Europe/Berlin', '2027-03-19', ['2027-03-22T08:00Z ben', '2027-03-29T07:00Z ana']],
    ['Europe/Berlin', '2027-10-29', ['2027-11-01T08:00Z ben', '2027-11-08T08:00Z ana']],
    ['America/New_York', '2026-02-27', ['2026-03-02T14:00Z ana', '2026-03-09T13:00Z ben']],
    ['America/New_York', '2026-10-23', ['2026-10-26T13:00Z ana', '2026-11-02T14:00Z ben']],
    ['America/New_York', '2027-03-05', ['2027-03-08T14:00Z ben', '2027-03-15T13:00Z ana']],
    ['America/New_York', '2027-10-29', ['2027-11-01T13:00Z ben', '2027-11-08T14:00Z ana']],
    ['Australia/Lord_Howe', '2026-03-27', ['2026-03-29T22:00Z ana', '2026-04-05T22:30Z ben']],
    ['Australia/Lord_Howe', '2026-09-25', ['2026-09-27T22:30Z ana', '2026-10-04T22:00Z ben']],
    ['Australia/Lord_Howe', '2027-04-01', ['2027-04-04T22:30Z ben', '2027-04-11T22:30Z ana']],
    ['Pacific/Chatham', '2026-03-27', ['2026-03-29T19:15Z ana', '2026-04-05T20:15Z ben']],
    ['Pacific/Chatham', '2026-09-18', ['2026-09-20T20:15Z ben', '2026-09-27T19:15Z ana']],
    ['Asia/Kolkata', '2026-03-27', ['2026-03-30T03:30Z ana', '2026-04-06T03:30Z ben']],
  ])('in %s from %s on is at nine by the clocks there', (timeZone, day, expected) => {
    const from = `${day}T00:00:00Z`;
    const until = new Date(Date.parse(from) + 14 * 86_400_000).toISOString();
    expect(handoffs(weekly(timeZone), from, until)).toEqual(expected);
  });
});

describe('a handoff at an hour that the clocks skip or show twice', () => {
  const nightly = aRota({
    timeZone: 'Europe/Berlin',
    layers: [{ people: ['ana', 'ben'], startsAt: '2026-03-27T02:30', handoffEvery: { days: 1 } }],
  });

  it('is an hour later where it is skipped', () => {
    expect(handoffs(nightly, '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-29T01:30Z ana',
      '2026-03-30T00:30Z ben',
    ]);
  });

  it('is the first of the two where it comes twice, and happens once', () => {
    expect(handoffs(nightly, '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30Z ana',
      '2026-10-26T01:30Z ben',
    ]);
  });

  it('leaves out a shift that would lie in the skipped hour alone', () => {
    const hourly = aRota({
      timeZone: 'Europe/Berlin',
      layers: [{ people: ['ana', 'ben', 'chris'], startsAt: '2026-03-29T00:00', handoffEvery: { hours: 1 } }],
    });
    expect(handoffs(hourly, '2026-03-28T23:30:00Z', '2026-03-29T02:30:00Z')).toEqual([
      '2026-03-29T00:00Z ben',
      '2026-03-29T01:00Z ana',
      '2026-03-29T02:00Z ben',
    ]);
  });
});

describe('the hours of a layer', () => {
  const office = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' };
  const day = { people: ['ana'], startsAt: '2026-01-05T00:00', onlyDuring: [office] };

  it('go by the clocks of its zone, and what they leave is for the layers below', () => {
    const rota = aRota({
      timeZone: 'Europe/Berlin',
      layers: [{ people: ['ben'], startsAt: '2026-01-05T00:00' }, day],
    });
    expect(handoffs(rota, '2026-03-27T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual([
      '2026-03-27T08:00Z ana',
      '2026-03-27T16:00Z ben',
      '2026-03-30T07:00Z ana',
      '2026-03-30T15:00Z ben',
    ]);
  });

  it('may run past midnight, into a day that is not named', () => {
    const nights = [{ days: ['sat'], from: '22:00', until: '06:00' }];
    const rota = aRota({ layers: [{ ...day, onlyDuring: nights }] });
    expect(handoffs(rota, '2026-01-10T00:00:00Z', '2026-01-12T00:00:00Z')).toEqual([
      '2026-01-10T22:00Z ana',
      '2026-01-11T06:00Z null',
    ]);
  });

  it('may follow the sun: each layer has a zone of its own', () => {
    const whole = [{ from: '09:00', until: '21:00' }];
    const rota = aRota({
      layers: [
        { ...day, timeZone: 'Asia/Kolkata', people: ['kim'], onlyDuring: whole },
        { ...day, timeZone: 'America/Los_Angeles', people: ['lee'], onlyDuring: whole },
      ],
    });
    expect(handoffs(rota, '2026-01-20T04:00:00Z', '2026-01-21T04:00:00Z')).toEqual([
      '2026-01-20T05:00Z kim',
      '2026-01-20T15:30Z null',
      '2026-01-20T17:00Z lee',
    ]);
  });
});

describe('an override', () => {
  it('counts before every layer, and the later of two at once', () => {
    const rota = aRota({
      layers: [{ people: ['ana', 'ben'], startsAt: '2026-01-05T09:00' }],
      overrides: [
        { person: 'kim', from: '2026-01-06T00:00', until: '2026-01-08T00:00' },
        { person: 'lee', from: '2026-01-07T00:00', until: '2026-01-09T00:00' },
      ],
    });
    expect(handoffs(rota, '2026-01-05T12:00:00Z', '2026-01-10T00:00:00Z')).toEqual([
      '2026-01-06T00:00Z kim',
      '2026-01-07T00:00Z lee',
      '2026-01-09T00:00Z ana',
    ]);
  });
});
