import { type Command, InvalidArgumentError } from 'commander';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { levelsAt, type OnCallRole } from '../../../lambdas/domain/on-call/escalation.ts';
import { rotaCalendar } from '../../../lambdas/domain/on-call/rota-calendar.ts';
import { rotaCover } from '../../../lambdas/domain/on-call/rota-cover.ts';
import { rotaFindings } from '../../../lambdas/domain/on-call/rota-findings.ts';
import { stretchesOf } from '../../../lambdas/domain/on-call/shifts-of.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Rota } from '../../../lambdas/domain/policy/schemas/on-call-schema.ts';
import { rotaFindingLine } from '../../../lambdas/domain/reporting/labels/rota-finding-line.ts';
import { zoneTime } from '../../../lambdas/domain/reporting/labels/zone-time.ts';
import { alignColumns } from '../../cli/columns.ts';
import { CommandError } from '../../cli/command-error.ts';
import { examples } from '../../cli/examples.ts';
import { instantOf } from '../../cli/options.ts';
import { paint, plain, printJson, printLine } from '../../cli/terminal.ts';
import { levelLines } from './oncall-text.ts';

interface PolicyOption {
  readonly policy: string;
  readonly json: boolean;
}

const day = 86_400_000;

/** `firebreak oncall`: who is on call, whether anybody always is, and the rota as a calendar. All of it from the policy of this checkout. */
export function register(program: Command): void {
  const oncall = program
    .command('oncall')
    .description('who is on call by the policy of this checkout')
    .option('--at <time>', 'at this time, such as 2026-12-24T18:00Z (default: now)', instantOf)
    .option('--service <name>', 'who is asked for this service, level by level');
  withPolicy(oncall)
    .addHelpText(
      ...examples('firebreak oncall', 'firebreak oncall --service checkout --at 2026-12-24T18:00Z'),
    )
    .action(show);
  withPolicy(
    oncall.command('check').description('gaps and overlaps of every rota; exit code 1: there are some'),
  )
    .option('--days <number>', 'how far ahead', wholeDays, 90)
    .option('--at <time>', 'from this time on (default: now)', instantOf)
    .addHelpText(...examples('firebreak oncall check --days 30'))
    .action(check);
  withPolicy(oncall.command('export').description('a rota as an iCalendar file, on standard output'))
    .option('--rota <name>', 'which one (default: the only one)')
    .option('--days <number>', 'how far ahead', wholeDays, 90)
    .option('--at <time>', 'from this time on (default: now)', instantOf)
    .addHelpText(...examples('firebreak oncall export --rota primary > primary.ics'))
    .action(exportRota);
}

function withPolicy(command: Command): Command {
  return command
    .option('--policy <dir>', 'folder of the policy', 'policy')
    .option('--json', 'print it as JSON', false);
}

interface ShowOptions extends PolicyOption {
  readonly at?: number;
  readonly service?: string;
}

async function show({ at = Date.now(), service, policy: directory, json }: ShowOptions): Promise<void> {
  const policy = await loadPolicy(directory);
  if (service !== undefined) return showService(policy, service, at, json);
  const now = policy.people.onCall.rotas.map((rota) => ({ rota, ...turnOf(policy, rota, at) }));
  if (json) {
    const rotas = now.map(({ rota, person, until, next }) => ({
      rota: rota.id,
      person,
      until: until === null ? null : new Date(until).toISOString(),
      next,
    }));
    return printJson({ at: new Date(at).toISOString(), rotas });
  }
  const rows = now.map(({ rota, person, until, next }) => [
    rota.id,
    person === null ? paint('nobody', 'red') : plain(person),
    until === null ? '' : `until ${zoneTime(until, rota.timeZone)}, then ${next ?? 'nobody'}`,
  ]);
  printLine(alignColumns(rows));
}

/** Who it is, how long, and who is next; null where nothing changes within a year. */
function turnOf({ calendars }: CompiledPolicy, rota: Rota, at: number) {
  const cover = rotaCover(rota, calendars);
  for (const days of [40, 400]) {
    const [own, next] = stretchesOf(cover, at, at + days * day);
    if (own !== undefined && next !== undefined)
      return { person: own.person, until: own.until, next: next.person };
  }
  return { person: cover.personAt(at), until: null, next: null };
}

function showService(policy: CompiledPolicy, service: string, at: number, json: boolean): void {
  if (!policy.services.some(({ id }) => id === service)) {
    throw new CommandError(`The policy has no service ${plain(service)}`, {
      next: `It has ${policy.services.map(({ id }) => id).join(', ')}.`,
    });
  }
  const roles: readonly OnCallRole[] = ['commander', 'approver'];
  const levels = Object.fromEntries(
    roles.map((role) => [role, levelsAt(policy, service, role, new Date(at))]),
  );
  if (json) printJson({ at: new Date(at).toISOString(), service, ...levels });
  else for (const role of roles) printLine(levelLines(role, levels[role] ?? [], policy.people));
}

interface SpanOptions extends PolicyOption {
  readonly at?: number;
  readonly days: number;
}

async function check({ at = Date.now(), days, policy: directory, json }: SpanOptions): Promise<void> {
  const policy = await loadPolicy(directory);
  const findings = rotaFindings(policy, at, at + days * day);
  if (findings.length > 0) process.exitCode = 1;
  if (json) {
    return printJson({
      ok: findings.length === 0,
      findings: findings.map((each) => ({
        ...each,
        from: new Date(each.from).toISOString(),
        until: new Date(each.until).toISOString(),
      })),
    });
  }
  const { rotas } = policy.people.onCall;
  for (const each of findings) printLine(plain(rotaFindingLine(each, rotas)));
  if (findings.length === 0) {
    printLine(
      `Somebody is on call at every time of the next ${days} days, in ${rotas.map(({ id }) => id).join(', ')}.`,
    );
  }
}

interface ExportOptions extends SpanOptions {
  readonly rota?: string;
}

async function exportRota({ rota, at = Date.now(), days, policy: directory }: ExportOptions): Promise<void> {
  const { people, calendars } = await loadPolicy(directory);
  const { rotas } = people.onCall;
  const [only] = rotas;
  const found = rota === undefined && rotas.length === 1 ? only : rotas.find(({ id }) => id === rota);
  if (found === undefined) {
    throw new CommandError(
      rota === undefined ? 'There are several rotas' : `There is no rota ${plain(rota)}`,
      {
        next: `Give one with --rota: ${rotas.map(({ id }) => id).join(', ')}.`,
      },
    );
  }
  // Each shift whole, whenever it is exported: its start is what tells it from the others.
  const until = at + days * day;
  const margin = 40 * day;
  const stretches = stretchesOf(rotaCover(found, calendars), at - margin, until + margin).filter(
    (each) => each.until > at && each.from < until,
  );
  process.stdout.write(rotaCalendar({ rota: found.id, stretches, people: people.people, now: new Date() }));
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 400)
    throw new InvalidArgumentError('Give 1 to 400 days.');
  return days;
}
