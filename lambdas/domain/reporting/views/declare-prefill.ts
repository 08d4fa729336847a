import { plainLine } from '../../records/text/plain-line.ts';

/** What an address fills into the form that declares an incident. A person reads it there, and sends it or not. */
export interface DeclarePrefill {
  readonly title: string;
  readonly service: string;
}

export const noPrefill: DeclarePrefill = { title: '', service: '' };

/** Of an address, or of what somebody typed elsewhere: each one line, and not too long. */
export function declarePrefill({
  title = '',
  service = '',
}: {
  readonly title?: string;
  readonly service?: string;
}): DeclarePrefill {
  return { title: plainLine(title, 200), service: plainLine(service, 200) };
}

/** The page with the form filled in. */
export function declarePath({ title, service }: DeclarePrefill): string {
  const query = Object.entries({ title, service })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
  return query.length === 0 ? '/declare' : `/declare?${query.join('&')}`;
}
