import type { Machine } from '../definition/machine.ts';
import { type ParsedDefinition, parseDefinition } from '../definition/parse-definition.ts';
import { ExpressionCompiler } from '../expressions/expression.ts';
import type { ExpressionSources } from '../expressions/functions.ts';
import type { Store } from '../store/store.ts';

/** Compiles each definition once. */
export class MachineCache {
  readonly #compiler: ExpressionCompiler;
  readonly #store: Store;
  readonly #refuseResource: ((arn: string) => string | undefined) | undefined;
  readonly #parsed = new Map<string, ParsedDefinition>();
  readonly #byRevision = new Map<string, Machine>();

  constructor(
    sources: ExpressionSources,
    store: Store,
    refuseResource?: (arn: string) => string | undefined,
  ) {
    this.#compiler = new ExpressionCompiler(sources);
    this.#store = store;
    this.#refuseResource = refuseResource;
  }

  parse(definition: string): ParsedDefinition {
    const known = this.#parsed.get(definition);
    if (known !== undefined) return known;
    const parsed = parseDefinition(definition, this.#compiler, this.#refuseResource);
    if (parsed.ok) this.#parsed.set(definition, parsed);
    return parsed;
  }

  /** The machine that a stored revision compiles to. It was accepted once, so its resources are not checked again. */
  ofRevision(revisionId: string): Machine {
    const known = this.#byRevision.get(revisionId);
    if (known !== undefined) return known;
    const parsed = parseDefinition(this.#store.getRevision(revisionId)?.definition ?? '', this.#compiler);
    if (!parsed.ok)
      throw new Error(`revision ${revisionId} cannot be run: ${JSON.stringify(parsed.diagnostics)}`);
    this.#byRevision.set(revisionId, parsed.machine);
    return parsed.machine;
  }
}
