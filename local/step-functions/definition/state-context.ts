import type { ExpressionCompiler } from '../expressions/expression.ts';
import type { FieldReader } from './field-reader.ts';

/** What reading a state needs beyond its own fields. */
export interface StateContext {
  readonly compiler: ExpressionCompiler;
  /** The machine's own query language, which states without one inherit. */
  readonly queryLanguage: string;
  /** Reads a nested workflow; returns its id, or undefined when it is refused. */
  parseWorkflow(fields: FieldReader): number | undefined;
  /** Why this engine cannot run a resource, or undefined when it can. */
  refuseResource(arn: string): string | undefined;
}
