import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { redriveAndWait } from '../../../lambdas/actions/dead-letters/redrive-and-wait.ts';
import type { DeathGroup } from '../../../lambdas/domain/dead-letters/classify-deaths.ts';
import { repeatSafetyOf, whyNotRedriven } from '../../../lambdas/domain/dead-letters/redrive-readiness.ts';
import { readFunctionChange } from '../../../lambdas/resources/aws/lambda-functions.ts';
import { readQueue } from '../../../lambdas/resources/aws/queues.ts';
import { CommandError } from '../../cli/command-error.ts';
import { stateFolder } from '../../cli/state-option.ts';
import { plain, printJson, printLine } from '../../cli/terminal.ts';
import { type DeadLetterPlace, findDeadLetterPlace, type PlaceOptions } from './dead-letter-place.ts';
import { accountText, groupsText, overviewText } from './dlq-text.ts';
import { type Examination, examine } from './examine.ts';
import { createFileJournal } from './file-journal.ts';

export interface MoveOptions extends PlaceOptions {
  readonly class?: string;
  readonly confirm?: boolean;
  readonly json?: boolean;
}

export interface RedriveOptions extends MoveOptions {
  readonly causeGone?: string;
  readonly reconciled?: string;
  readonly rate: number;
}

/** `firebreak dlq redrive`: puts back what may be put back. */
export async function redrive(serviceId: string, options: RedriveOptions): Promise<void> {
  const place = await findDeadLetterPlace(serviceId, options);
  const now = new Date();
  const journal = journalOf(place);
  const seen = await examine(place, now, { remembered: await journal.remembered() });
  const conditions = {
    repeat: repeatSafetyOf(place.id.repeat),
    reconciled: options.reconciled ?? null,
    causeGone: options.causeGone ?? null,
    consumerChangedAt: await readFunctionChange(place.aws, place.id.functionName),
    now,
  };
  const refusals = new Map(seen.groups.map((group) => [group, whyNotRedriven(group, conditions)]));
  const going = chosenGroups(seen, options.class).filter((group) => refusals.get(group) === null);
  printPlan(place, seen, going, (group) => refusals.get(group) ?? 'not asked for', printerOf(options));
  await move(place, seen, going, { ...options, to: 'source', rate: options.rate });
}

/** `firebreak dlq quarantine`: sets messages aside in another queue, out of everybody's way. */
export async function quarantine(
  serviceId: string,
  options: MoveOptions & { readonly to: string },
): Promise<void> {
  const place = await findDeadLetterPlace(serviceId, options);
  const aside = await readQueue(place.aws, options.to);
  if (aside === null) {
    throw new CommandError(`There is no queue ${options.to}`, {
      next: 'Create it with a retention of 14 days, or name another one with --to.',
      exitCode: 2,
    });
  }
  const seen = await examine(place, new Date(), { quarantine: aside });
  const going = chosenGroups(seen, options.class);
  printPlan(place, seen, going, () => 'not asked for', printerOf(options));
  await move(place, seen, going, { ...options, to: 'quarantine', rate: 100 });
}

function chosenGroups({ groups }: Examination, wanted: string | undefined): readonly DeathGroup[] {
  return groups.filter((group) => wanted === undefined || group.class === wanted);
}

function printPlan(
  place: DeadLetterPlace,
  seen: Examination,
  going: readonly DeathGroup[],
  whyNot: (group: DeathGroup) => string,
  print: Print,
): void {
  print(overviewText(place, seen));
  if (seen.groups.length === 0) return;
  print('');
  print(groupsText(seen.groups));
  print('');
  for (const group of seen.groups) {
    const verdict = going.includes(group) ? 'goes' : `stays: ${plain(whyNot(group))}`;
    print(`${group.count} ${group.class}: ${verdict}`);
  }
}

interface Move extends MoveOptions {
  readonly to: 'source' | 'quarantine';
  readonly rate: number;
}

async function move(
  place: DeadLetterPlace,
  { access, groups, looked, depth }: Examination,
  going: readonly DeathGroup[],
  options: Move,
): Promise<void> {
  const { id, source } = place;
  const { to, rate, confirm = false, json = false } = options;
  const print = printerOf(options);
  const count = going.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) {
    print('Nothing is moved.');
    if (groups.length > 0) process.exitCode = 1;
    return;
  }
  const deathSeconds = source.visibilityTimeoutSeconds * (source.deadLetters?.maxReceiveCount ?? 1);
  print(
    to === 'source'
      ? `${count} of ${looked} would go back to ${id.source}: 1, then 5, then 50, each watched for ${deathSeconds} s, then the rest at ${rate} a second.`
      : `${count} of ${looked} would be set aside.`,
  );
  if (!confirm) return print('Nothing is moved yet: this was a dry run. Give --confirm to do it.');
  const asksEachBatch = to === 'source' && id.repeat === 'unsafe';
  const ids = new Set(going.flatMap(({ messageIds }) => messageIds));
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const account = await redriveAndWait(
      {
        queue: access,
        journal: journalOf(place),
        now: () => new Date(),
        wait: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
        tell: (line) => void process.stderr.write(`${line}\n`),
        confirm: async () =>
          !asksEachBatch || /^y(es)?$/i.test(await prompt.question('Move the next batch? [y/N] ')),
      },
      {
        id: `${id.queue}-${Date.now().toString(36)}`,
        to,
        isWanted: ({ id: messageId }) => ids.has(messageId),
        isAllWanted:
          going.length === groups.length &&
          looked >= depth &&
          (to === 'quarantine' || groups.every(({ diedTwice }) => diedTwice === 0)) &&
          !asksEachBatch,
        mayRepeat: to === 'quarantine' || id.repeat === 'safe',
        deathSeconds,
        perSecond: rate,
      },
    );
    if (json) printJson(account);
    else printLine(accountText(account));
    if (account.stoppedBecause !== null || account.unknown.length > 0) process.exitCode = 1;
  } finally {
    prompt.close();
  }
}

/** Beside the state of the installation, so that the next run knows what this one did. */
function journalOf({ queue }: DeadLetterPlace) {
  return createFileJournal(join(stateFolder(), 'dlq', `${queue.name}.log`));
}

type Print = (line: string) => void;

/** With --json only the account is printed where a program reads. */
function printerOf({ json = false }: MoveOptions): Print {
  return json ? (line) => void process.stderr.write(`${line}\n`) : printLine;
}
