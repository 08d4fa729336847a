import { advanceRedrive, endRedrive, type RedriveInput, type RedriveWork } from './advance-redrive.ts';
import { accountOf, beginRedrive, type RedriveAccount } from './redrive-progress.ts';

export interface RedriveDeps extends Omit<RedriveWork, 'input'> {
  readonly wait: (seconds: number) => Promise<void>;
  readonly tell: (line: string) => void;
  /** Asked before each batch: of an unsafe consumer a person is. */
  readonly confirm: () => Promise<boolean>;
}

/** The whole way from the first message to the account, for whoever can wait for it. */
export async function redriveAndWait(deps: RedriveDeps, input: RedriveInput): Promise<RedriveAccount> {
  const { queue, now, wait, tell, confirm } = deps;
  const work = { ...deps, input };
  let progress = beginRedrive(now(), await queue.depth());
  while (progress.stage !== 'ended') {
    const { stage, batchMoved, waitUntil } = progress;
    if (stage === 'moving' && batchMoved === 0 && !(await confirm())) {
      progress = await endRedrive(work, progress, 'a person stopped it');
      break;
    }
    if (waitUntil !== null) await wait((Date.parse(waitUntil) - now().getTime()) / 1000);
    progress = await advanceRedrive(work, progress);
    tell(`moved ${progress.moved}, left ${progress.left}, by SQS ${progress.drained}`);
  }
  return accountOf(progress);
}
