interface EventLine {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
}

const TERMINAL = /^Execution(?:Succeeded|Failed|Aborted|TimedOut)$/;

/** What is wrong with the history of an ended execution; empty when it is well-formed. */
export function historyFaults(events: readonly EventLine[]): string[] {
  const faults: string[] = [];
  events.forEach(({ id, previousEventId, type }, index) => {
    if (id !== index + 1) faults.push(`event ${index + 1} has the id ${id}`);
    if (previousEventId >= id) faults.push(`${type} ${id} follows ${previousEventId}`);
    if ((index === 0) !== (type === 'ExecutionStarted')) faults.push(`${type} is event ${id}`);
    if ((index === events.length - 1) !== TERMINAL.test(type))
      faults.push(`${type} is event ${id} of ${events.length}`);
    const cause = events[previousEventId - 1];
    if (!mayFollow(type, cause?.type)) faults.push(`${type} ${id} follows ${cause?.type}`);
  });
  for (const [start, ends] of PAIRS) {
    const started = count(events, start);
    const ended = ends.reduce((sum, end) => sum + count(events, end), 0);
    if (ended > started) faults.push(`${ended} ends of ${started} ${start}`);
  }
  return faults;
}

/** Ends never outnumber beginnings. */
const PAIRS: readonly (readonly [string, readonly string[]])[] = [
  ['TaskStateEntered', ['TaskStateExited']],
  ['WaitStateEntered', ['WaitStateExited']],
  ['TaskScheduled', ['TaskSucceeded', 'TaskFailed', 'TaskTimedOut']],
  ['LambdaFunctionScheduled', ['LambdaFunctionSucceeded', 'LambdaFunctionFailed', 'LambdaFunctionTimedOut']],
  ['MapIterationStarted', ['MapIterationSucceeded', 'MapIterationFailed', 'MapIterationAborted']],
  ['MapStateStarted', ['MapStateSucceeded', 'MapStateFailed']],
  ['ParallelStateStarted', ['ParallelStateSucceeded', 'ParallelStateFailed']],
];

function count(events: readonly EventLine[], type: string): number {
  return events.filter((event) => event.type === type).length;
}

/** What a type of event can be the answer to, where it is certain. */
const PREDECESSORS: Readonly<Record<string, RegExp>> = {
  TaskStarted: /^TaskScheduled$/,
  TaskSubmitted: /^TaskStarted$/,
  TaskScheduled: /^(?:TaskStateEntered|TaskFailed|TaskTimedOut)$/,
  TaskSucceeded: /^Task(?:Started|Submitted)$/,
  LambdaFunctionStarted: /^LambdaFunctionScheduled$/,
  LambdaFunctionScheduled: /^(?:TaskStateEntered|LambdaFunctionFailed|LambdaFunctionTimedOut)$/,
  LambdaFunctionSucceeded: /^LambdaFunctionStarted$/,
  LambdaFunctionFailed: /^LambdaFunctionStarted$/,
  LambdaFunctionTimedOut: /^LambdaFunctionStarted$/,
  WaitStateExited: /^WaitStateEntered$/,
  ChoiceStateExited: /^ChoiceStateEntered$/,
  PassStateExited: /^PassStateEntered$/,
  ParallelStateStarted: /^ParallelStateEntered$/,
  MapStateStarted: /^MapStateEntered$/,
};

function mayFollow(type: string, previous: string | undefined): boolean {
  return PREDECESSORS[type]?.test(previous ?? '') ?? true;
}
