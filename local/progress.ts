import { stripVTControlCharacters } from 'node:util';
import { visibleText } from '../lambdas/domain/records/text/visible-text.ts';
import type { Addresses } from './cloud/addresses.ts';

const LOOK_EVERY_MS = 400;
/** Looking takes a twentieth of the time at most: with many incidents open, the functions need it more. */
const REST = 19;
/** Timelines that are read in one look; with more incidents open, those come first that were not looked at for longest. */
const MOST_TIMELINES = 5;

interface ListedIncident {
  readonly id: string;
  readonly severity: string;
  readonly service: string;
  readonly title: string;
  readonly status: string;
}

interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly text: string;
}

/** Tells on the terminal what happens to incidents, as their timelines grow. */
export class Progress {
  readonly #addresses: Addresses;
  readonly #tell: (line: string) => void;
  /** Timeline entries told, by incident. */
  readonly #told = new Map<string, Set<string>>();
  /** When each incident was looked at, as a count of looks. */
  readonly #seen = new Map<string, number>();
  #looks = 0;
  /** The incident that the newest line is about. */
  #toldOf: string | null = null;
  /** Last status told, by incident. */
  readonly #status = new Map<string, string>();
  /** What was done about any of them. */
  readonly #actions: { readonly at: string; readonly text: string }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(addresses: Addresses, tell: (line: string) => void) {
    this.#addresses = addresses;
    this.#tell = tell;
  }

  start(): void {
    this.#lookAfter(LOOK_EVERY_MS);
  }

  /** The oldest that is open, else the newest; and what was done. */
  now(): {
    readonly inFocus: string | null;
    readonly actions: readonly { readonly at: string; readonly text: string }[];
  } {
    const seen = [...this.#status];
    const [open] = seen.find(([, status]) => status !== 'closed') ?? seen.at(-1) ?? [];
    return { inFocus: open ?? null, actions: this.#actions };
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #lookAfter(pauseMs: number): void {
    this.#timer = setTimeout(() => {
      const began = performance.now();
      void this.#look()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#stopped) this.#lookAfter(pauseAfter(performance.now() - began));
        });
    }, pauseMs);
  }

  async #look(): Promise<void> {
    const { incidents } = await this.#get<{ incidents: ListedIncident[] }>(
      '/v1/incidents?status=all&limit=20',
    );
    this.#looks += 1;
    const open = incidents.toReversed().filter(({ id }) => this.#status.get(id) !== 'closed');
    const seen = ({ id }: ListedIncident) => this.#seen.get(id) ?? 0;
    for (const incident of open.toSorted((a, b) => seen(a) - seen(b)).slice(0, MOST_TIMELINES)) {
      this.#seen.set(incident.id, this.#looks);
      await this.#tellTimeline(incident);
      this.#tellStatus(incident);
    }
  }

  async #tellTimeline({ id, service }: ListedIncident): Promise<void> {
    const told = this.#told.get(id) ?? new Set<string>();
    const isNew = !this.#told.has(id);
    this.#told.set(id, told);
    const { entries } = await this.#get<{ entries: Entry[] }>(`/v1/incidents/${id}/timeline`);
    if (isNew) this.#begin(id, `${this.#addresses.api}/incidents/${id}`);
    for (const entry of entries) {
      const key = `${entry.at}|${entry.kind}|${entry.text}`;
      if (told.has(key)) continue;
      told.add(key);
      this.#begin(id, printable(service));
      if (/^(step\.(started|undo)|incident\.closed)$/.test(entry.kind))
        this.#actions.push({ at: entry.at, text: printable(entry.text) });
      this.#tell(`  ${entry.at.slice(11, 19)}  ${printable(entry.text)}`);
    }
  }

  /** Between lines of several incidents, each lot begins with its id. */
  #begin(id: string, about: string): void {
    if (this.#toldOf !== id) this.#tell(`${id}  ${about}`);
    this.#toldOf = id;
  }

  #tellStatus({ id, status, severity, service }: ListedIncident): void {
    if (this.#status.get(id) === status) return;
    this.#status.set(id, status);
    if (status === 'awaiting-approval') {
      this.#begin(id, printable(service));
      this.#tell(
        `\n  A decision is needed: open the mail in the inbox of the demo, ${this.#addresses.api}/demo\n`,
      );
    }
    if (status === 'handed-over') {
      this.#tell(`\n  It's yours now. When it is over: npx firebreak incidents resolve ${id}\n`);
    }
    if (status === 'closed')
      this.#tell(`\n  Closed: ${severity} ${service}. Postmortem and timeline are on its page.\n`);
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#addresses.api}${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  }
}

/** Milliseconds until the next look, after one that took so long. */
export function pauseAfter(tookMs: number): number {
  return Math.max(LOOK_EVERY_MS, REST * tookMs);
}

/** Alert text may hold terminal sequences, and characters that hide or reorder what stands beside them. */
function printable(text: string): string {
  const line = stripVTControlCharacters(text).replace(/[^\S\ufeff]+/gu, ' ');
  return visibleText(line.replace(/\p{Cc}/gu, ''));
}
