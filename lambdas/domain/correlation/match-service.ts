import type { Alert } from '../alert.ts';
import type { ServiceMatch, ServicePolicy } from '../policy/services-schema.ts';
import { keyPart } from './key-part.ts';

/** The service that the alert names by its id, else the first whose `match` fits; null when none does. */
export function matchService(services: readonly ServicePolicy[], alert: Alert): ServicePolicy | null {
  const named = [alert.service, alert.labels['service']]
    .filter((name) => typeof name === 'string')
    .map(keyPart);
  return (
    services.find(({ id }) => named.includes(id)) ??
    services.find(({ match }) => match.some((each) => fits(each, alert))) ??
    null
  );
}

function fits({ labels, alarmName }: ServiceMatch, alert: Alert): boolean {
  const fitsLabels = Object.entries(labels ?? {}).every(([name, value]) => alert.labels[name] === value);
  const fitsName =
    alarmName === undefined ||
    [alert.labels['alertname'], alert.labels['alarmName'], alert.title].some(
      (name) => name !== undefined && fitsPattern(alarmName, name),
    );
  return fitsLabels && fitsName;
}

/** `*` stands for any text. By hand, not as a regular expression: hostile names must not make it slow. */
function fitsPattern(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
