import type { ApiResponse } from '../../lambdas/http/contract/index.ts';
import { CommandError } from '../cli/command-error.ts';
import { plain } from '../cli/terminal.ts';
import { callApi } from './api-client.ts';
import { readResponse } from './read-response.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];

const whole = /^inc_[0-9A-Z]{26}$/;
const shortest = 4;

/**
 * The id of the incident that a person means: the whole id, or the beginning or end of one, in any case, with or without `inc_`. Ids begin with
 * their time, so that ends are what differs. Throws CommandError when none or several of the newest hundred fit.
 */
export async function findIncidentId(base: string, given: string): Promise<string> {
  if (whole.test(given)) return given;
  const part = given.replace(/^inc_/i, '').toUpperCase();
  const isNamed = given.startsWith('inc_');
  if (!isNamed && (part.length < shortest || !/^[0-9A-Z]+$/.test(part))) {
    throw new CommandError(`Not an id of an incident: ${plain(given)}`, {
      next: `Give it whole, or at least ${shortest} characters of its beginning or end, as "firebreak incidents list" shows it.`,
      exitCode: 2,
    });
  }
  const { incidents } = readResponse('GET /v1/incidents', await callApi(base, '/v1/incidents?limit=100'));
  const found = incidents.filter((incident) => part.length >= shortest && isMeant(incident, part));
  // Said to be an id: then the API says that there is none.
  return isNamed && found.length === 0 ? given : onlyOne(found, given);
}

/** The path of an incident in the API, and of what is below it. */
export function incidentPath(id: string, below = ''): string {
  return `/v1/incidents/${encodeURIComponent(id)}${below}`;
}

function isMeant({ id }: ListedIncident, part: string): boolean {
  const ulid = id.replace(/^inc_/, '');
  return ulid.startsWith(part) || ulid.endsWith(part);
}

function onlyOne(found: readonly ListedIncident[], given: string): string {
  const [first] = found;
  if (first === undefined) {
    throw new CommandError(`None of the newest 100 incidents begins or ends with ${plain(given)}`, {
      next: 'See "firebreak incidents list", or give the whole id.',
    });
  }
  if (found.length === 1) return first.id;
  const candidates = found.slice(0, 5).map(({ id, title }) => `  ${id}  ${plain(title)}`);
  throw new CommandError(`${found.length} incidents begin or end with ${plain(given)}`, {
    next: `Say which:\n${candidates.join('\n')}`,
    exitCode: 2,
  });
}
