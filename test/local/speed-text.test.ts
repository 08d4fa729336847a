import { expect, it } from '@jest/globals';
import { speedText } from '../../local/speed-text.ts';

it('says how long people really have to decide', () => {
  expect(speedText(10)).toContain('3 min');
  expect(speedText(120)).toContain('15 s');
});

it('says at the usual speed how to have another', () => {
  expect(speedText(1)).toContain('--speed');
});
