import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarShifts } from '../../../domain/policy/policy.ts';
import type { policySchemas } from '../policy-files.ts';
import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFile } from '../read-policy-files.ts';
import { readCalendar } from './read-calendar.ts';

const mostBytes = 2_000_000;

/** Reads each calendar that a layer names, and adds what is wrong with it to `problems`. */
export async function readCalendars(
  directory: string,
  { yaml, value }: PolicyFile<typeof policySchemas.people>,
  problems: PolicyProblem[],
): Promise<readonly CalendarShifts[]> {
  const calendars: CalendarShifts[] = [];
  for (const [index, { timeZone, layers }] of value.onCall.rotas.entries()) {
    for (const [place, layer] of layers.entries()) {
      if (!('calendar' in layer)) continue;
      const { calendar: file, until } = layer;
      const path: FieldPath = ['onCall', 'rotas', index, 'layers', place, 'calendar'];
      if (calendars.some((each) => each.file === file)) {
        problems.push(yaml.problem(path, `${file} is the calendar of another layer: give each its own file`));
        continue;
      }
      const text = await readFile(join(directory, file), 'utf8').catch(() => null);
      if (text === null || text.length > mostBytes) {
        const why = text === null ? 'cannot be read: put it beside people.yaml' : 'is larger than 2 MB';
        problems.push(yaml.problem(path, `${file} ${why}`));
        continue;
      }
      const read = readCalendar({ file, text, until, timeZone, people: value.people });
      problems.push(...read.problems);
      calendars.push({ file, shifts: read.shifts });
    }
  }
  return calendars;
}
