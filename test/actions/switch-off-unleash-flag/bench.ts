import type { Account } from '../../../local/world/account.ts';
import { unleash } from '../../../local/world/services/unleash/unleash.ts';
import {
  noteEvent,
  turnFlag,
  type UnleashFlag,
} from '../../../local/world/services/unleash/unleash-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aChange } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const tokenSecret = 'shop/unleash';
const target = {
  server: 'eu.app.unleash-hosted.com/shop',
  project: 'default',
  environment: 'production',
  flag: 'similar-items',
  tokenSecret,
};
const switchedOn = aChange({ kind: 'flag-change', before: 'off', after: 'on' });

function flagIn(account: Account): UnleashFlag {
  const [found] = account.stateOf(unleash).flags;
  if (found === undefined) throw new Error('There is no such flag');
  return found;
}

export const bench: ActionBench = {
  scenario: aScenario({
    secrets: [{ name: tokenSecret, minutesAgo: 90_000 }],
    unleashFlags: [
      { ...target, on: true },
      { ...target, environment: 'development', on: true },
      { ...target, server: 'unleash.shop.example', on: true },
    ],
  }),
  now,
  target,
  change: switchedOn,
  evidence: [],
  unplannable: {
    'the change switched it off': { change: { ...switchedOn, before: 'on', after: 'off' } },
    'a later change switched it on': { change: { ...switchedOn, superseded: true } },
  },
  params: target,
  wrongParams: [
    ['server', { ...target, server: 'https://unleash.shop.example' }],
    ['project', { ...target, project: '../x' }],
    ['environment', { ...target, environment: '' }],
    ['flag', { ...target, flag: 'a/b' }],
    ['tokenSecret', { ...target, tokenSecret: 7 }],
  ],
  look: (account) => account.stateOf(unleash).flags.map(({ on }) => on),
  afterExecution: [false, true, true],
  settlesAfterMinutes: 0,
  interfere: (account) =>
    noteEvent(account.stateOf(unleash), flagIn(account), 'feature-strategy-update', 'ana', now.getTime()),
  stale: {
    'it is off already': (account) =>
      turnFlag(account.stateOf(unleash), flagIn(account), { on: false, by: 'ana', atMs: now.getTime() }),
    'there is no such flag': (account) => {
      Object.assign(flagIn(account), { flag: 'other' });
    },
  },
  otherPermissions: {},
};
