import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const tableParamsSchema = z.object({ table: nameParam });
export type TableParams = z.infer<typeof tableParamsSchema>;

export interface Units {
  readonly read: number;
  readonly write: number;
}

/** How a table is charged, and what it may do where that is provisioned. */
export type TableCapacity =
  | { readonly mode: 'on-demand' }
  | {
      readonly mode: 'provisioned';
      readonly units: Units;
      /** Of its global secondary indexes, by name. */
      readonly indexes: Readonly<Record<string, Units>>;
    };

export type TablePreState = { readonly before: TableCapacity };

export function sameCapacity(a: TableCapacity, b: TableCapacity): boolean {
  if (a.mode === 'on-demand' || b.mode === 'on-demand') return a.mode === b.mode;
  const names = new Set([...Object.keys(a.indexes), ...Object.keys(b.indexes)]);
  return (
    sameUnits(a.units, b.units) && [...names].every((name) => sameUnits(a.indexes[name], b.indexes[name]))
  );
}

/** `80 read and 20 write units`, or `on demand`. */
export function describeCapacity(capacity: TableCapacity): string {
  return capacity.mode === 'on-demand'
    ? 'on demand'
    : `${capacity.units.read} read and ${capacity.units.write} write units`;
}

function sameUnits(a: Units | undefined, b: Units | undefined): boolean {
  return a !== undefined && b !== undefined && a.read === b.read && a.write === b.write;
}
