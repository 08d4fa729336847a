import type { PersonPolicy } from '../../../domain/policy/policy.ts';

type Known = Pick<PersonPolicy, 'id' | 'name' | 'email'>;

/** What an event says of who it is for. */
export interface NamedEvent {
  readonly summary: string;
  /** Mail addresses of those who attend. */
  readonly attendees: readonly string[];
}

/**
 * Whom an event is for: the one attendee whom policy knows, or else whom its title names by id, name or address, alone (`[L1] ana`) or as one
 * part of it (`On Call - Ana Silva - Primary`). Null for nobody, and for more than one.
 */
export function personOfEvent({ summary, attendees }: NamedEvent, people: readonly Known[]): string | null {
  const attending = people.filter(({ email }) => attendees.some((each) => isSame(each, email)));
  if (attending.length > 0) return only(attending);
  const title = summary.replace(/^\s*\[[^\]]*\]\s*/, '');
  const whole = named(title, people);
  if (whole.length > 0) return only(whole);
  const parts = title.split(/\s+[-–—|]\s+|[:,;()]/);
  return only([...new Set(parts.flatMap((part) => named(part, people)))]);
}

function named(text: string, people: readonly Known[]): readonly Known[] {
  return people.filter(({ id, name, email }) => [id, name, email].some((each) => isSame(each, text)));
}

function only(people: readonly Known[]): string | null {
  const [first, ...others] = people;
  return first !== undefined && others.length === 0 ? first.id : null;
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
