import type { Scenario } from '../../scenario/scenario.ts';

export interface Throughput {
  readonly read: number;
  readonly write: number;
}

/** How a table is charged and what it may do; null: on demand. */
export interface CapacityChange {
  readonly provisioned: Throughput | null;
  /** When it was asked for, and when it holds. */
  readonly at: string;
  readonly effectiveAt: string;
}

export interface Table {
  readonly name: string;
  readonly createdAt: string;
  /** Oldest first. */
  readonly changes: CapacityChange[];
}

export interface DynamoDbState {
  readonly tables: Table[];
}

/** As long as a table takes for other units, and for another billing mode. */
const UNITS_MS = 30_000;
const SWITCH_MS = 150_000;

export function seedTables({ tables }: Scenario, startedAtMs: number): DynamoDbState {
  return {
    tables: tables.map(({ name, minutesAgo, provisioned }) => {
      const at = iso(startedAtMs - minutesAgo * 60_000);
      return { name, createdAt: at, changes: [{ provisioned: provisioned ?? null, at, effectiveAt: at }] };
    }),
  };
}

export function findTable({ tables }: DynamoDbState, name: string): Table | undefined {
  return tables.find((table) => table.name === name);
}

/** What holds at a moment; a change that is still being made does not yet. */
export function capacityOfTable({ changes }: Table, atMs: number): CapacityChange {
  const [first] = changes;
  const found = changes.findLast(({ effectiveAt }) => Date.parse(effectiveAt) <= atMs) ?? first;
  if (found === undefined) throw new Error('A table has a capacity from its beginning');
  return found;
}

/** What was asked for last, made or not. */
export function wantedCapacity(table: Table, atMs: number): Throughput | null {
  const found = table.changes.findLast(({ at }) => Date.parse(at) <= atMs);
  return (found ?? capacityOfTable(table, atMs)).provisioned;
}

export function isUpdating({ changes }: Table, atMs: number): boolean {
  return changes.some(({ at, effectiveAt }) => Date.parse(at) <= atMs && Date.parse(effectiveAt) > atMs);
}

export function changeCapacity(table: Table, provisioned: Throughput | null, atMs: number): void {
  const isSwitch = (provisioned === null) !== (wantedCapacity(table, atMs) === null);
  const effectiveAt = iso(atMs + (isSwitch ? SWITCH_MS : UNITS_MS));
  table.changes.push({ provisioned, at: iso(atMs), effectiveAt });
}

/** Within the day before. */
export function switchesToOnDemand({ changes }: Table, atMs: number): number {
  return changes.filter(
    ({ provisioned, at }, index) =>
      provisioned === null &&
      (changes[index - 1]?.provisioned ?? null) !== null &&
      Date.parse(at) > atMs - 86_400_000,
  ).length;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
