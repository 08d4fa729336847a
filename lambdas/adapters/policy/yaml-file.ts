import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type FieldPath, fieldName, type PolicyProblem } from './policy-problem.ts';
import { offsetInSource } from './scalar-source.ts';
import { yamlAdvice } from './yaml-advice.ts';

/** One file of the policy, read as YAML, that can tell where each of its fields stands. */
export class YamlFile {
  readonly name: string;
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  /** The first error of syntax, since those after it come of it, or each key that is given twice. When there are any, `data` is not worth reading. */
  syntaxProblems(): readonly PolicyProblem[] {
    const { errors, warnings } = this.#document;
    const tags = warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
    const found = [...errors, ...tags].map(({ code, message, pos }) => ({ code, message, offset: pos[0] }));
    const [first] = [...found, ...this.#unresolvedAliases()]
      .filter(({ code }) => code !== 'DUPLICATE_KEY')
      .toSorted((a, b) => a.offset - b.offset);
    const told = first === undefined ? found : [first];
    return told.map(({ code, message, offset }) => {
      const advice = yamlAdvice({ code, message, text: this.#text.slice(offset) });
      return this.#problemAt(offset, [], `is not YAML: ${advice}`);
    });
  }

  #unresolvedAliases() {
    const found: { readonly code: string; readonly message: string; readonly offset: number }[] = [];
    visit(this.#document, {
      Alias: (_, alias) => {
        if (alias.resolve(this.#document) !== undefined) return;
        found.push({ code: 'BAD_ALIAS', message: '', offset: alias.range?.[0] ?? 0 });
      },
    });
    return found;
  }

  /** Plain data. Throws for alias bombs. */
  data(): unknown {
    return this.#document.toJS({ maxAliasCount: 100 });
  }

  /** `severity.yaml:12`: where the value at `path` begins. */
  place(path: FieldPath): string {
    return `${this.name}:${this.#lines.linePos(this.#offsetOf(path)).line}`;
  }

  /** A problem with the value at `path`, or with the nearest thing around it that is there. */
  problem(path: FieldPath, message: string): PolicyProblem {
    return this.#problemAt(this.#offsetOf(path), path, message);
  }

  /** A problem with the key `key` of the map at `path`. */
  keyProblem(path: FieldPath, key: string, message: string): PolicyProblem {
    const map = this.#find(path);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return this.#problemAt(offset ?? this.#offsetOf(path), [...path, key], message);
  }

  /** A problem at a character inside the text at `path`. */
  problemInside(path: FieldPath, offset: number, message: string): PolicyProblem {
    const node = this.#find(path);
    const start =
      isScalar(node) && node.range && typeof node.value === 'string'
        ? node.range[0] + offsetInSource(this.#text.slice(node.range[0], node.range[1]), node.value, offset)
        : this.#offsetOf(path);
    return this.#problemAt(start, path, message);
  }

  #problemAt(offset: number, path: FieldPath, message: string): PolicyProblem {
    const { line, col } = this.#lines.linePos(offset);
    return {
      file: this.name,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      field: fieldName(path),
      message,
    };
  }

  #offsetOf(path: FieldPath): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = this.#find(path.slice(0, length))?.range?.[0];
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  #find(path: FieldPath): Node | null {
    let node: unknown = this.#document.contents;
    for (const part of path) {
      if (!isMap(node) && !isSeq(node)) return null;
      node = node.get(part, true);
    }
    return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
  }
}
