import type { ExpressionCompiler } from '../expressions/expression.ts';
import { isJsonObject, type Json, parseJson } from '../values/json.ts';
import { checkTransitions, hasEnd } from './check-transitions.ts';
import { type Diagnostic, Diagnostics } from './diagnostics.ts';
import { FieldReader } from './field-reader.ts';
import type { Machine, State, Workflow } from './machine.ts';
import { parseState } from './parse-state.ts';
import type { StateContext } from './state-context.ts';

export type ParsedDefinition =
  | { readonly ok: true; readonly machine: Machine }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const LONGEST_STATE_NAME = 80;
const QUERY_LANGUAGES = ['JSONPath', 'JSONata'];

/** Checks and compiles the text of a state machine definition. */
export function parseDefinition(
  text: string,
  compiler: ExpressionCompiler,
  refuseResource: StateContext['refuseResource'] = () => undefined,
): ParsedDefinition {
  const diagnostics = new Diagnostics();
  const parsed = parseText(text, diagnostics);
  if (!isJsonObject(parsed)) return { ok: false, diagnostics: diagnostics.all };
  const root = new FieldReader(parsed, '', diagnostics);
  const machine = new DefinitionParser(compiler, diagnostics, refuseResource).parse(root);
  return diagnostics.all.length === 0 ? { ok: true, machine } : { ok: false, diagnostics: diagnostics.all };
}

function parseText(text: string, diagnostics: Diagnostics): Json | undefined {
  try {
    const value = parseJson(text);
    if (!isJsonObject(value)) diagnostics.add('/', 'Expected value of type Object');
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.add(undefined, reason, 'INVALID_JSON_DESCRIPTION');
    return undefined;
  }
}

class DefinitionParser {
  readonly #compiler: ExpressionCompiler;
  readonly #diagnostics: Diagnostics;
  readonly #refuseResource: StateContext['refuseResource'];
  readonly #workflows: Workflow[] = [];
  readonly #stateNames = new Set<string>();

  constructor(
    compiler: ExpressionCompiler,
    diagnostics: Diagnostics,
    refuseResource: StateContext['refuseResource'],
  ) {
    this.#compiler = compiler;
    this.#diagnostics = diagnostics;
    this.#refuseResource = refuseResource;
  }

  parse(root: FieldReader): Machine {
    const queryLanguage = root.string('QueryLanguage') ?? 'JSONPath';
    if (!QUERY_LANGUAGES.includes(queryLanguage))
      root.problem('QueryLanguage', `Value should be one of the following: [${QUERY_LANGUAGES.join(', ')}]`);
    const version = root.string('Version') ?? '1.0';
    if (version !== '1.0') root.problem('Version', `The version '${version}' is not supported`);
    const timeoutSeconds = root.number('TimeoutSeconds', 1);
    this.#parseWorkflow(root, queryLanguage);
    root.refuseOthers();
    return { workflows: this.#workflows, timeoutSeconds };
  }

  #parseWorkflow(fields: FieldReader, queryLanguage: string): number | undefined {
    fields.raw('Comment');
    const startAt = fields.string('StartAt');
    const declared = fields.child('States');
    if (!fields.require('States', 'StartAt') || startAt === undefined || declared === undefined)
      return undefined;
    const id = this.#workflows.length;
    const states = new Map<string, State>();
    const workflow = { id, startAt, states };
    this.#workflows.push(workflow);
    const context: StateContext = {
      compiler: this.#compiler,
      queryLanguage,
      refuseResource: this.#refuseResource,
      parseWorkflow: (nested) => {
        const nestedId = this.#parseWorkflow(nested, queryLanguage);
        nested.refuseOthers();
        return nestedId;
      },
    };
    for (const name of Object.keys(declared.object)) {
      this.#checkName(name, declared);
      const state = declared.child(name);
      const parsed = state === undefined ? undefined : parseState(name, state, context);
      if (parsed !== undefined) states.set(name, parsed);
    }
    if (states.size === Object.keys(declared.object).length) this.#checkGraph(workflow, fields.location);
    return id;
  }

  /** Nested workflows may go on forever; that of the machine needs an end, which AWS misses at no place in particular. */
  #checkGraph(workflow: Workflow, location: string): void {
    checkTransitions(workflow, location, this.#diagnostics);
    if (location === '' && !hasEnd(workflow))
      this.#diagnostics.add(undefined, 'Workflow has no terminal state', 'MISSING_END_STATE');
  }

  #checkName(name: string, declared: FieldReader): void {
    if (name.length > LONGEST_STATE_NAME) {
      this.#diagnostics.add(
        declared.at(name),
        `State name exceeds ${LONGEST_STATE_NAME} characters`,
        'INVALID_STATE_NAME',
      );
    }
    if (this.#stateNames.has(name)) {
      this.#diagnostics.add(declared.at(name), `Duplicate state name: ${name}`, 'DUPLICATE_STATE_NAME');
    }
    this.#stateNames.add(name);
  }
}
