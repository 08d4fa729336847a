/** What the text alone tells of an event: the parser tells no lines, and passes over some things without a word. */
export interface WrittenEvent {
  readonly uid: string | null;
  /** Of its BEGIN:VEVENT, from 1. */
  readonly line: number;
  /** Why it cannot be read as it is meant; null when it can. */
  readonly defect: string | null;
}

/** What is not read, by how its lines begin. */
const unread: readonly (readonly [RegExp, string])[] = [
  [/^RDATE[;:]/i, 'has RDATE, which is not read: write each of its days as an event'],
  [
    /^RECURRENCE-ID;(.*;)?RANGE=THISANDFUTURE[;:]/i,
    'changes all events from one on (RANGE=THISANDFUTURE), which is not read: end the old event by UNTIL and add a new one',
  ],
  [
    /^RRULE[;:].*FREQ=(SECONDLY|MINUTELY|HOURLY)/i,
    'repeats more often than daily: give shifts of at least a day or write each',
  ],
];

/** Every event in the order of the file. */
export function writtenEvents(text: string): readonly WrittenEvent[] {
  const events: WrittenEvent[] = [];
  let open: WrittenEvent | null = null as WrittenEvent | null;
  for (const { line, content } of unfolded(text)) {
    if (/^BEGIN:VEVENT\s*$/i.test(content)) open = { uid: null, line, defect: null };
    else if (open === null) continue;
    else if (/^END:VEVENT\s*$/i.test(content)) {
      events.push(open);
      open = null;
    } else if (/^UID[;:]/i.test(content))
      open = { ...open, uid: content.slice(content.indexOf(':') + 1).trim() };
    else open = { ...open, defect: open.defect ?? defectOf(content) };
  }
  return events;
}

function defectOf(content: string): string | null {
  return unread.find(([pattern]) => pattern.test(content))?.[1] ?? null;
}

/** A line that begins with a space belongs to the one before it. */
function unfolded(text: string): readonly { readonly line: number; readonly content: string }[] {
  const lines: { line: number; content: string }[] = [];
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(content) && last !== undefined) last.content += content.slice(1);
    else lines.push({ line: index + 1, content });
  }
  return lines;
}
