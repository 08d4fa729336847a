import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { invokeSleepingVersion, readVersionState } from '../../resources/aws/lambda-aliases.ts';

/** Seconds between looks: network interfaces and images are back within half a minute, and the function has a minute for all. */
const pauses: readonly number[] = [1, 2, 3, 4, 5, 5, 5, 5];

/** States of a version that can be made live: Lambda puts one to sleep that nobody called for weeks. */
export const wakeable: readonly string[] = ['Active', 'Inactive', 'Pending'];

/**
 * Wakes a version that Lambda has put to sleep, so that the first requests to it do not fail, and gives the state that it is in then;
 * null when it is gone. https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
export async function wakeVersion(
  aws: AwsClients,
  functionName: string,
  version: string,
  wait: (seconds: number) => Promise<unknown> = (seconds) => sleep(seconds * 1000),
): Promise<string | null> {
  let state = await readVersionState(aws, functionName, version);
  if (state === 'Inactive') await invokeSleepingVersion(aws, functionName, version);
  for (const seconds of pauses) {
    if (state !== null && state !== 'Inactive' && state !== 'Pending') return state;
    state = await readVersionState(aws, functionName, version);
    if (state === 'Active') return state;
    await wait(seconds);
  }
  return state;
}
