/** What keeps a branch going besides its stored state: a timer, a task in the executor's hands. */
export interface Activity {
  readonly cancelTimer?: (() => void) | undefined;
  readonly task?: RunningTask | undefined;
}

export interface RunningTask {
  readonly token: string;
  /** Tells the executor that nobody waits any more; nothing when it has answered. */
  abort(): void;
}

/** The activities of the branches of one execution. None of it is stored; a restart rebuilds it. */
export class Activities {
  readonly #byBranch = new Map<number, Activity>();

  runningTask(branchId: number): RunningTask | undefined {
    return this.#byBranch.get(branchId)?.task;
  }

  /** Replaces what the branch had: its timer is cancelled, its task aborted unless it is kept. */
  set(branchId: number, activity: Activity): void {
    const before = this.#byBranch.get(branchId);
    before?.cancelTimer?.();
    if (before?.task !== activity.task) before?.task?.abort();
    if (activity.cancelTimer === undefined && activity.task === undefined) this.#byBranch.delete(branchId);
    else this.#byBranch.set(branchId, activity);
  }

  stopAll(): void {
    for (const branchId of this.#byBranch.keys()) this.set(branchId, {});
  }
}
