import { expect, it } from '@jest/globals';
import { enoughCapacity } from '../../../lambdas/actions/capacity/enough-capacity.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';

const readings = (saturation: number | null, throttles: number | null) => [
  metricsEvidence([
    aReading({ name: 'saturation', unit: 'percent', current: saturation }),
    aReading({ name: 'throttles', unit: 'count', current: throttles }),
  ]),
];

it.each([
  [70, null],
  [97, 0],
  [null, 1],
  [20, 300],
])('is short at a saturation of %p and %p throttled requests', (saturation, throttles) => {
  expect(enoughCapacity('web', readings(saturation, throttles))).toBeNull();
});

it.each([
  [69, null, 'web has capacity left: saturation is 69 %'],
  [40, 0, 'web has capacity left: saturation is 40 %'],
  [null, 0, 'web is not throttled'],
  [null, null, 'it is not known how much of the capacity of web is used'],
])(
  'is enough, or not known, at a saturation of %p and %p throttled requests',
  (saturation, throttles, why) => {
    expect(enoughCapacity('web', readings(saturation, throttles))).toBe(why);
  },
);

it('is not known without any reading', () => {
  expect(enoughCapacity('web', [])).toBe('it is not known how much of the capacity of web is used');
});
