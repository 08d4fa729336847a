import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import type { FunctionSpec } from '../../lib/functions/function-spec.ts';
import { listFunctions } from '../../lib/functions/list-functions.ts';
import { LOCAL_EVIDENCE_KEY } from '../../local/cloud/signing-service.ts';
import { startLocal } from '../../local/start-local.ts';
import { synthesize } from '../support/builders/synthesize.ts';
import {
  idlePermissions,
  NeedsOfFunctions,
  type Permission,
  permissionsOf,
  type Roles,
  refusedCalls,
} from '../support/roles/calls-and-roles.ts';
import { deployedRoles } from '../support/roles/deployed-roles.ts';
import { neededPermissions } from '../support/roles/needed-permissions.ts';
import { playIncident } from '../support/roles/play-incident.ts';
import { listenToCalls, recorder } from '../support/roles/recorded-call.ts';
import { unplayedPermissions } from '../support/roles/unplayed-permissions.ts';
import { LocalClient } from '../support/servers/local-client.ts';

const TIMEOUT_MS = 480_000;

describe('the role of each function, in the template', () => {
  const needs = new NeedsOfFunctions();
  let specs: ReadonlyMap<string, FunctionSpec>;
  let roles: Roles;

  beforeAll(async () => {
    const calls = listenToCalls((call) => needs.add(call.caller, neededPermissions(call) ?? []));
    const stateDir = mkdtempSync(join(tmpdir(), 'firebreak-'));
    const options = { stateDir, port: 0, speed: 60, scenario: 'bad-deploy', wrapper: recorder };
    const local = await startLocal({ ...options, tell: () => {} });
    try {
      const secrets = JSON.parse(readFileSync(join(stateDir, 'secrets.json'), 'utf8'));
      await playIncident(new LocalClient(local.addresses), JSON.parse(secrets['firebreak/local/sources']));
    } finally {
      await local.stop();
      calls.stop();
      rmSync(stateDir, { recursive: true, force: true });
    }
    const functions = listFunctions(await loadPolicy('policy'));
    const { state, stateless } = synthesize({
      functions,
      context: { stage: 'local', evidenceKey: LOCAL_EVIDENCE_KEY },
    });
    specs = new Map(functions.map((spec) => [spec.name, spec]));
    roles = deployedRoles(state, stateless);
  }, TIMEOUT_MS);

  /** What readers and actions declare of the user's resources is held to their calls by their own contract tests. */
  const isDeclared = ({ caller, action }: Permission) =>
    specs.get(caller)?.statements.some(({ actions }) => actions.includes(action)) === true;
  const isNamed = ({ caller, action }: Permission) =>
    unplayedPermissions.some(
      ({ functions, actions }) =>
        actions.includes(action) &&
        (functions === 'all' || functions.includes(specs.get(caller)?.handler ?? caller)),
    );
  const needless = (of: Roles) =>
    idlePermissions(of, needs).filter((permission) => !isDeclared(permission) && !isNamed(permission));
  const withoutThat = (caller: string, action: string): Roles =>
    new Map(roles).set(
      caller,
      (roles.get(caller) ?? []).map((each) => ({
        ...each,
        actions: each.actions.filter((name) => name !== action),
      })),
    );

  it('permits every call of whole incidents', () => {
    expect(needs.callers.length).toBeGreaterThan(15);
    expect(refusedCalls(roles, needs)).toEqual([]);
  });

  it('permits nothing else, but for what is named with its reason', () => {
    const isPlayed = ({ caller }: Permission) =>
      specs.get(caller)?.actionKind === null || needs.callers.includes(caller);
    expect(needless(roles).filter(isPlayed)).toEqual([]);
  });

  it('permits the function of each action the same of what is not its own', () => {
    const actions = [...specs.values()].filter(({ actionKind }) => actionKind !== null);
    const shared = actions.map(({ name }) =>
      permissionsOf(roles, name)
        .filter((permission) => !isDeclared(permission))
        .map(({ action, condition }) => `${action} ${condition}`)
        .toSorted(),
    );
    expect(actions.some(({ name }) => needs.callers.includes(name))).toBe(true);
    for (const each of shared) expect(each).toEqual(shared[0]);
  });

  it('names only what some function may do', () => {
    const permitted = [...roles.keys()].flatMap((name) => permissionsOf(roles, name));
    const stale = unplayedPermissions.flatMap(({ functions, actions }) =>
      actions.filter(
        (action) =>
          !permitted.some(
            (each) =>
              each.action === action &&
              (functions === 'all' || functions.includes(specs.get(each.caller)?.handler ?? each.caller)),
          ),
      ),
    );
    expect(stale).toEqual([]);
  });

  it('misses each permission that is used when it is dropped, and notices one that is not', () => {
    const idle = new Set(idlePermissions(roles, needs).map(({ caller, action }) => `${caller} ${action}`));
    const used = needs.callers
      .flatMap((caller) => permissionsOf(roles, caller))
      .filter(({ caller, action }) => !idle.has(`${caller} ${action}`));
    expect(used.length).toBeGreaterThan(50);
    for (const { caller, action } of used) {
      expect(refusedCalls(withoutThat(caller, action), needs).join()).toContain(`${caller} ${action}`);
    }
    const statement = { actions: ['s3:DeleteObject'], resources: ['*'], conditions: {} };
    const generous = new Map(roles).set('close-incident', [
      ...(roles.get('close-incident') ?? []),
      statement,
    ]);
    expect(needless(generous)).toContainEqual({
      caller: 'close-incident',
      action: 's3:DeleteObject',
      condition: '',
    });
  });
});
