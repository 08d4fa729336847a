import { maskLink } from '../../domain/masking/mask-link.ts';
import { maskVisible } from '../../domain/masking/mask-text.ts';
import {
  type ChangeSourceName,
  type ReportedChange,
  type ReportedChangeState,
  subjectOf,
} from '../../domain/records/reported-change.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import { hashOf } from '../reading/alert-of.ts';

/** What a source read; everything left out is null. All of it is text of a sender. */
export interface ReadChange {
  readonly subject: string;
  readonly id: string;
  readonly state: ReportedChangeState;
  /** ISO 8601 UTC, as `instantOf` gives it. */
  readonly at: string;
  readonly summary: string;
  readonly environment?: string | null;
  readonly actor?: string | null;
  readonly size?: { readonly count: number; readonly of: string } | null;
  readonly link?: string | null;
  readonly isRollback?: boolean;
}

const longest = { id: 128, environment: 128, summary: 240, actor: 64, unit: 24, link: 1024 };

/** A change cut to what may be kept and shown: masked like an alert, printable, no e-mail address, only an https link. */
export function reportedChangeOf(source: ChangeSourceName, read: ReadChange): ReportedChange {
  return {
    source,
    subject: subjectOf(maskVisible(read.subject)),
    id: idOf(read.id),
    state: read.state,
    at: read.at,
    environment: lineOrNull(read.environment, longest.environment),
    summary: maskedLine(read.summary, longest.summary),
    actor: lineOrNull(read.actor?.split('@', 1)[0], longest.actor),
    size: read.size ? { count: read.size.count, of: maskedLine(read.size.of, longest.unit) } : null,
    link: secureLink(read.link),
    isRollback: read.isRollback ?? false,
  };
}

function maskedLine(text: string, length: number): string {
  return plainLine(maskVisible(text), length);
}

/** Two ids that look alike when they are masked or cut stay two. */
function idOf(id: string): string {
  return id.length <= longest.id && maskVisible(id) === id ? id : hashOf(id);
}

function lineOrNull(text: string | null | undefined, length: number): string | null {
  return maskedLine(text ?? '', length) || null;
}

/** Null for anything but an https address without credentials; a query with a secret is left out. */
function secureLink(text: string | null | undefined): string | null {
  if (typeof text !== 'string' || text.length > longest.link || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' ? maskLink(href, {}) : null;
}
