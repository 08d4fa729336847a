import type { ParseOutcome } from '../../ports/plug-ins/alert-source.ts';
import { guessAlert } from './guess-alert.ts';
import { isObject } from './json.ts';
import { alertOr } from './outcomes.ts';
import { readEach } from './read-each.ts';

/** Lists in which senders like to put several alerts. */
const lists = ['alerts', 'incidents', 'events', 'problems', 'issues', 'items', 'records', 'data'];

/** What plainly is an alert, or a list of such, in a payload without a known format. */
export function readPlainAlerts(source: string, payload: unknown): ParseOutcome {
  const alert = guessAlert(source, payload);
  const list = isObject(payload) ? lists.map((name) => payload[name]).find(isListOfObjects) : undefined;
  if (alert === null && list !== undefined) return readEach(list, (entry) => readPlainAlerts(source, entry));
  return alertOr(alert, 'It is not plainly an alert: it lacks a title, a known status or an identity');
}

function isListOfObjects(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some(isObject);
}
