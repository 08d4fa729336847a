import type { Account } from '../../../local/world/account.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import {
  type EcsService,
  findEcsService,
  registerTaskDefinition,
  startDeployment,
} from '../../../local/world/services/ecs/ecs-state.ts';
import { aScenario } from '../builders/account-scenario.ts';

/** A service `web` that ran `web:12` for days; deployments of later revisions are started by `deployWeb`. */
export const webNow = new Date('2026-03-01T02:04:02.000Z');
export const webScenario = aScenario({
  ecsServices: [
    {
      name: 'web',
      cluster: 'shop',
      taskFamily: 'web',
      taskRevision: 12,
      desiredCount: 4,
      taskStartSeconds: 60,
    },
  ],
});
export const webId = { cluster: 'shop', service: 'web' };

export function webServiceIn(account: Account): EcsService {
  const found = findEcsService(account.stateOf(ecs), 'web', 'shop');
  if (found === undefined) throw new Error('The account has no such service');
  return found;
}

/** So many minutes before now; it has finished after `rolloutSeconds`, or else as soon as tasks have started. */
export function deployWeb(
  account: Account,
  revision: number,
  minutesAgo: number,
  rolloutSeconds?: number,
): void {
  const atMs = webNow.getTime() - minutesAgo * 60_000;
  registerTaskDefinition(account.stateOf(ecs), 'web', revision, atMs);
  startDeployment(webServiceIn(account), `web:${revision}`, atMs, { id: `d${revision}`, rolloutSeconds });
}
