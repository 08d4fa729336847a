import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { type Environment, optionalVariable } from '../env/env.ts';

/**
 * The policy that was compiled and checked when the bundle was made: POLICY_PATH, or policy.json beside the bundle.
 * Throws ConfigurationError when there is none.
 */
export function readPolicy(env: Environment): CompiledPolicy {
  const path = optionalVariable(env, 'POLICY_PATH') ?? join(bundleDirectory(), 'policy.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ConfigurationError(`The compiled policy ${path} cannot be read`, { cause });
  }
}

/** Bundles are CommonJS; run from source there is no such directory. */
function bundleDirectory(): string {
  return typeof __dirname === 'string' ? __dirname : process.cwd();
}
