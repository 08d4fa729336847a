interface RetiredKey {
  readonly key: string;
  /** A key that is known where this one stood. */
  readonly beside: string;
  readonly became: string;
}

const notYet = 'is not supported yet: remove it';

/** Keys that policies used to have. */
const retiredKeys: readonly RetiredKey[] = [
  { key: 'turns', beside: 'stateChanges', became: 'is now called "stateChanges"' },
  {
    key: 'commanders',
    beside: 'onCall',
    became:
      'is now "onCall": onCall: { rotas: [{ id: primary, timeZone: UTC, layers: [{ people: [as in rota], startsAt: 2026-01-05T09:00, handoffEvery: { hours: as in shiftHours } }] }], escalations: [{ commander: [primary] }] }',
  },
  { key: 'mail', beside: 'notifications', became: 'is now called "notifications"' },
  {
    key: 'deployments',
    beside: 'resources',
    became:
      'is now "resources", each entry under its kind, such as { lambda-alias: { functionName: NAME, alias: NAME } }; a webhook is an entry of "reportedChanges"',
  },
  {
    key: 'flags',
    beside: 'resources',
    became: 'is now part of "resources": write each entry as { appconfig-flag: { … } }',
  },
  { key: 'flag', beside: 'appconfig-flag', became: 'is now called "appconfig-flag"' },
  { key: 'queues', beside: 'resources', became: notYet },
  {
    key: 'updateEveryMinutes',
    beside: 'stakeholders',
    became: 'is now "updates", such as updates: { cadenceMinutes: { SEV1: 15, SEV2: 30, SEV3: 120 } }',
  },
];

/** What to write in place of a key that used to be known beside these; null when it never was. */
export function whatBecameOf(key: string, known: readonly string[]): string | null {
  return retiredKeys.find((retired) => retired.key === key && known.includes(retired.beside))?.became ?? null;
}
