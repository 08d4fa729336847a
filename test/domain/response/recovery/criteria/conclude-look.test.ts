import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Criterion } from '../../../../../lambdas/domain/records/recovery-look/recovery-look.ts';
import {
  concludeLook,
  type LookToConclude,
} from '../../../../../lambdas/domain/response/recovery/criteria/conclude-look.ts';

const criterion = (state: Criterion['state'], required = true): Criterion => ({
  id: state,
  label: state,
  state,
  text: 'seen',
  required,
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute));

function conclude(overrides: Partial<LookToConclude> = {}) {
  return concludeLook({
    main: { state: 'recovered', reason: 'three good readings', readings: [] },
    criteria: [criterion('met')],
    endsAt: at(10),
    extendedUntil: null,
    extendSeconds: 300,
    now: at(5),
    ...overrides,
  });
}

describe('the conclusion of a look at recovery', () => {
  it('is a recovery only once everything that is required is met', () => {
    const states = fc.constantFrom<Criterion['state']>('met', 'not-met', 'unknown');
    const criteria = fc.array(
      fc.tuple(states, fc.boolean()).map(([state, required]) => criterion(state, required)),
    );
    fc.assert(
      fc.property(criteria, fc.integer({ min: 0, max: 30 }), fc.boolean(), (all, minute, isExtended) => {
        const extendedUntil = isExtended ? at(15).toISOString() : null;
        const { judgement } = conclude({ criteria: all, now: at(minute), extendedUntil });
        const isMet = all.every(({ state, required }) => state === 'met' || !required);
        expect(judgement.state === 'recovered').toBe(isMet);
      }),
    );
  });

  it('waits for what is not known once more, by the clock of the wait, and then leaves it to people', () => {
    const criteria = [criterion('unknown')];
    expect(conclude({ criteria }).judgement.state).toBe('not-yet');
    const extended = conclude({ criteria, now: at(11) });
    expect(extended).toMatchObject({
      judgement: { state: 'not-yet' },
      extendedUntil: at(15).toISOString(),
    });
    const { extendedUntil } = extended;
    expect(conclude({ criteria, endsAt: at(15), extendedUntil, now: at(16) })).toMatchObject({
      judgement: { state: 'inconclusive' },
      extendedUntil,
    });
  });

  it('waits no longer when it is looked at too late, or policy wants no extension', () => {
    const criteria = [criterion('unknown')];
    expect(conclude({ criteria, now: at(40) }).judgement.state).toBe('inconclusive');
    expect(conclude({ criteria, now: at(11), extendSeconds: 0 }).judgement.state).toBe('inconclusive');
  });

  it('does not wait for what is known to be wrong, and undoes nothing that helped', () => {
    const { judgement, extendedUntil } = conclude({ criteria: [criterion('not-met')], now: at(11) });
    expect([judgement.state, extendedUntil]).toEqual(['inconclusive', null]);
  });

  it('waits for metrics that are missing once more', () => {
    const main = { state: 'inconclusive', reason: 'no usable reading', readings: [] } as const;
    expect(conclude({ main, now: at(11) }).judgement.state).toBe('not-yet');
  });

  it('leaves what got worse as it is: it is undone at once', () => {
    const main = { state: 'worse', reason: 'latency', readings: [] } as const;
    expect(conclude({ main, criteria: [criterion('unknown')] }).judgement.state).toBe('worse');
  });
});
