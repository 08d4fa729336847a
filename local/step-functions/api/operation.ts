import type { Machine } from '../definition/machine.ts';
import type { ParsedDefinition } from '../definition/parse-definition.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../values/clocks.ts';
import type { ArnScope } from './arns.ts';
import type { Request } from './request.ts';

/** What the operations of the API work on. */
export interface ApiContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly runtime: Runtime;
  readonly arnScope: ArnScope;
  readonly defaultRoleArn: string;
  parse(definition: string): ParsedDefinition;
  /** The compiled definition of a stored revision. */
  readonly machineOf: (revisionId: string) => Machine;
  uuid(): string;
}

/** A member of a response; dates become epoch seconds on the wire. */
export type ResponseValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | Date
  | readonly ResponseValue[]
  | ResponseObject;
export interface ResponseObject {
  readonly [member: string]: ResponseValue;
}

/** One action of the API. Throws ApiError. */
export type Operation = (context: ApiContext, request: Request) => ResponseObject | Promise<ResponseObject>;
