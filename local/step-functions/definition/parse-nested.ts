import type { FieldReader } from './field-reader.ts';
import type { MapState, ParallelState } from './machine.ts';
import { AFTER_RESULT, parseFlow } from './parse-flow.ts';
import { parseRecovery } from './parse-recovery.ts';
import type { StateContext } from './state-context.ts';

const NOT_NEGATIVE = [0, Number.POSITIVE_INFINITY] as const;

/** Reads a Parallel state and the workflows of its branches. */
export function parseParallel(name: string, fields: FieldReader, context: StateContext): ParallelState {
  const { compiler } = context;
  const workflows = fields.objects('Branches');
  if (fields.require('Branches') && workflows.length === 0)
    fields.problem('Branches', 'Expected a non-empty list');
  const branches = workflows.flatMap((workflow) => context.parseWorkflow(workflow) ?? []);
  return {
    type: 'Parallel',
    name,
    branches,
    arguments: fields.template('Arguments', compiler),
    ...parseFlow(fields, compiler, AFTER_RESULT),
    ...parseRecovery(fields, compiler),
  };
}

/** Reads an inline Map state and the workflow of its processor. */
export function parseMap(name: string, fields: FieldReader, context: StateContext): MapState | undefined {
  const { compiler } = context;
  const field = fields.has('Iterator') && !fields.has('ItemProcessor') ? 'Iterator' : 'ItemProcessor';
  const map = {
    items: fields.template('Items', compiler),
    itemSelector: fields.template('ItemSelector', compiler),
    maxConcurrency: fields.numberTemplate('MaxConcurrency', compiler, NOT_NEGATIVE),
    toleratedFailureCount: fields.numberTemplate('ToleratedFailureCount', compiler, NOT_NEGATIVE),
    toleratedFailurePercentage: fields.numberTemplate(
      'ToleratedFailurePercentage',
      compiler,
      [0, 100],
      'number',
    ),
    ...parseFlow(fields, compiler, AFTER_RESULT),
    ...parseRecovery(fields, compiler),
  };
  const workflow = fields.child(field);
  if (!fields.require(field) || workflow === undefined) return undefined;
  refuseDistributed(workflow);
  const processor = context.parseWorkflow(workflow);
  return processor === undefined ? undefined : { type: 'Map', name, processor, ...map };
}

function refuseDistributed(processor: FieldReader): void {
  const config = processor.child('ProcessorConfig');
  if (config === undefined) return;
  const mode = config.string('Mode') ?? 'INLINE';
  if (mode !== 'INLINE') config.problem('Mode', `The map mode '${mode}' is not implemented, only INLINE is`);
  config.refuseOthers();
}
