/** One line of a stack's history. */
export interface StackEvent {
  readonly id: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** It is about the stack as a whole, and so begins or ends an operation. */
  readonly isStack: boolean;
  readonly status: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** One create, update, import or delete of a stack. */
export interface StackOperation {
  /** Of the event that began it. */
  readonly id: string;
  readonly stackId: string;
  readonly kind: 'created' | 'updated' | 'imported into' | 'deleted';
  readonly at: string;
  /** Resources that it worked on before it was finished or rolled back. */
  readonly resources: number;
  readonly end: 'done' | 'in progress' | 'failed' | 'rolled back';
}

const kinds: Readonly<Record<string, StackOperation['kind']>> = {
  CREATE_IN_PROGRESS: 'created',
  UPDATE_IN_PROGRESS: 'updated',
  IMPORT_IN_PROGRESS: 'imported into',
  DELETE_IN_PROGRESS: 'deleted',
};

/** The operations that began among these events, oldest first, whatever the order of the events. */
export function stackOperations(events: readonly StackEvent[]): readonly StackOperation[] {
  const operations: StackOperation[] = [];
  let begun: { readonly event: StackEvent; readonly kind: StackOperation['kind'] } | null = null;
  let resources = new Set<string>();
  let end: StackOperation['end'] = 'in progress';
  const finish = (): void => {
    if (begun === null) return;
    const { event, kind } = begun;
    operations.push({
      id: event.id,
      stackId: event.stackId,
      kind,
      at: event.at,
      resources: resources.size,
      end,
    });
  };
  for (const event of [...events].reverse().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const kind = event.isStack ? kinds[event.status] : undefined;
    if (kind !== undefined) {
      finish();
      begun = { event, kind };
      resources = new Set();
      end = 'in progress';
    } else if (event.isStack) {
      end = endOf(event.status, end);
    } else if (end === 'in progress') {
      resources.add(event.logicalId);
    }
  }
  finish();
  return operations;
}

function endOf(status: string, sofar: StackOperation['end']): StackOperation['end'] {
  if (status.includes('ROLLBACK')) return 'rolled back';
  if (status.endsWith('_FAILED')) return 'failed';
  // Cleaning up removes what was replaced: the update itself is done.
  if (status.endsWith('_COMPLETE') || status.includes('_COMPLETE_CLEANUP')) return 'done';
  return sofar;
}
