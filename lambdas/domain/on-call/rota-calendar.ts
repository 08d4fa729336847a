import { personName } from '../policy/people/person-name.ts';
import type { PersonPolicy } from '../policy/policy.ts';
import type { Stretch } from './shifts-of.ts';

export interface RotaCalendarInput {
  readonly rota: string;
  readonly stretches: readonly Stretch[];
  readonly people: readonly Pick<PersonPolicy, 'id' | 'name'>[];
  readonly now: Date;
}

/**
 * A rota as an iCalendar file (RFC 5545), each stretch an event in UTC. The event of a shift keeps its UID from export to export, so that a
 * calendar which reads it again changes its own. Without mail addresses: such files are passed on.
 */
export function rotaCalendar({ rota, stretches, people, now }: RotaCalendarInput): string {
  const events = stretches.flatMap(({ person, from, until }) => {
    if (person === null) return [];
    const name = personName(people, person);
    return [
      'BEGIN:VEVENT',
      `UID:${rota}-${stamp(from)}@firebreak`,
      `DTSTAMP:${stamp(now.getTime())}`,
      `DTSTART:${stamp(from)}`,
      `DTEND:${stamp(until)}`,
      `SUMMARY:${escaped(`On Call - ${name} - ${rota}`)}`,
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Firebreak//on call//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(`On call: ${rota}`)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function stamp(instant: number): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\p{Cc}+/gu, ' ');
}

/** At most 75 octets a line, and no character torn apart. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
