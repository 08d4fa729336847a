import { DependencyUnavailableError, FirebreakError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { awsFaultOf } from '../../../lambdas/ports/aws-clients.ts';
import type { ResourceNames } from '../../../lib/functions/resource-names.ts';
import { CommandError } from '../../cli/command-error.ts';
import type { Installation } from '../../installation/installation.ts';

/** `unknown`: it could not be asked, which is not "fine". `not-here`: there is no such thing on this computer. */
export type FindingState = 'ok' | 'problem' | 'unknown' | 'not-here';

/** One row: what was looked at, what was found, and what to do about it. */
export interface Finding {
  readonly check: string;
  readonly state: FindingState;
  readonly found: string;
  readonly next: string | null;
}

export interface DoctorContext {
  readonly installation: Installation;
  /** Of the stage. */
  readonly names: ResourceNames;
  /** The one of this checkout. */
  readonly policy: CompiledPolicy;
}

export interface Check {
  readonly name: string;
  /** What the caller's AWS identity needs for it. */
  readonly needs: string;
  /** Whether a laptop has what it looks at. */
  readonly isLocalToo?: boolean;
  find(context: DoctorContext): Promise<readonly Omit<Finding, 'check'>[]>;
}

export function ok(found: string): Omit<Finding, 'check'> {
  return { state: 'ok', found, next: null };
}

export function problem(found: string, next: string): Omit<Finding, 'check'> {
  return { state: 'problem', found, next };
}

/** Never rejects: what cannot be asked is a finding too. */
export async function findingsOf(check: Check, context: DoctorContext): Promise<readonly Finding[]> {
  const { name, needs, isLocalToo = false } = check;
  if (context.installation.stage === null && !isLocalToo) {
    const found = 'Only an AWS account has it: this computer cannot tell';
    return [{ check: name, state: 'not-here', found, next: null }];
  }
  try {
    return (await check.find(context)).map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    return [{ check: name, state: 'unknown', ...unasked(error, needs) }];
  }
}

function unasked(error: unknown, needs: string): Pick<Finding, 'found' | 'next'> {
  if (error instanceof CommandError) return { found: error.message, next: error.next };
  const fault = awsFaultOf(error);
  if (fault !== null)
    return { found: `AWS refused to tell: ${fault}`, next: `Your AWS identity needs ${needs}.` };
  if (error instanceof DependencyUnavailableError)
    return { found: error.message, next: 'Run it again in a moment.' };
  if (error instanceof FirebreakError) return { found: error.message, next: null };
  throw error;
}
