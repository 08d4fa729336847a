import { evidenceKinds } from '../../evidence/index.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { DeclareByHandDeps } from '../../use-cases/console/declare-by-hand.ts';
import type { RunCommandDeps } from '../../use-cases/console/run-command.ts';
import type { KillSwitchDeps } from '../../use-cases/console/set-kill-switch.ts';
import type { ReleaseStatusDeps } from '../../use-cases/public-status/release-status.ts';
import { type ConsoleAccess, chosenVariable, consoleAccesses, type Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { createUlidIds } from '../env/ulid-ids.ts';
import { buildTokenVault, buildViewLinkKeys } from './build-keys.ts';
import { buildSmallQueue } from './build-services.ts';
import { buildSessions, type WithSessions } from './build-sessions.ts';
import { buildStores } from './build-stores.ts';
import { buildWorkflow } from './build-workflow.ts';
import { readPolicy } from './policy.ts';

export interface CommandDeps
  extends Omit<RunCommandDeps, 'policy'>,
    Omit<DeclareByHandDeps, 'policy'>,
    KillSwitchDeps,
    Omit<ReleaseStatusDeps, 'policy'>,
    WithSessions {
  readonly policy: RunCommandDeps['policy'] & DeclareByHandDeps['policy'] & KillSwitchDeps['policy'];
  readonly access: ConsoleAccess;
  readonly linkKeys: LinkKeys;
}

export function buildCommands(env: Environment): CommandDeps {
  return {
    ...buildStores(env),
    queue: buildSmallQueue(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    linkKeys: buildViewLinkKeys(env),
    browserSessions: buildSessions(env),
    evidenceKinds,
    ids: createUlidIds(systemClock),
    clock: systemClock,
    policy: readPolicy(env),
    access: chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses),
  };
}
