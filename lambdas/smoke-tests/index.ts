import type { SmokeTestKind } from '../ports/plug-ins/smoke-test.ts';
import { canarySmokeTest } from './canary/canary-smoke-test.ts';
import { functionSmokeTest } from './function/function-smoke-test.ts';
import { httpSmokeTest } from './http/http-smoke-test.ts';

/** Every kind of smoke test there is. A new one is its folder and its line here; docs/smoke-tests.md describes each. */
export const smokeTestKinds: readonly SmokeTestKind[] = [httpSmokeTest, functionSmokeTest, canarySmokeTest];

export function findSmokeTestKind(name: string): SmokeTestKind | null {
  return smokeTestKinds.find(({ kind }) => kind === name) ?? null;
}
