import { countLabel } from '../../domain/number-labels.ts';
import type { SeenQueue } from './dead-letters-found.ts';

/** `no dead letters in ledger-dlq`, `1 dead letter in …`, `1,204 dead letters in …`. */
export function depthLabel({ depth, queue }: Pick<SeenQueue, 'depth' | 'queue'>): string {
  const count = depth === 0 ? 'no' : countLabel(depth);
  return `${count} dead letter${depth === 0 || depth > 1 ? 's' : ''} in ${queue}`;
}

/** A class behind a number: `3 of unknown cause`. */
export function classLabel(name: string): string {
  return name === 'unknown' ? 'of unknown cause' : name;
}
