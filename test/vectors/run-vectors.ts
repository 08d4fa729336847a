import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject, listOf, objectOf, parseJson, textOf } from '../../lambdas/sources/reading/json.ts';
import { checkVector, type ReadNamed } from './check-vector.ts';

export interface VectorResult {
  readonly id: string;
  readonly scheme: string;
  readonly expected: boolean;
  /** Null: it could not be judged. */
  readonly actual: boolean | null;
}

/** Judges every vector of a file; the files it names are looked for beside it and in the folder above. */
export async function runVectors(file: string): Promise<readonly VectorResult[]> {
  const vectors = listOf(objectOf(parseJson(readFileSync(file, 'utf8')))['vectors']).filter(isObject);
  const read: ReadNamed = (name) => {
    const found = [dirname(file), dirname(dirname(file))]
      .map((folder) => join(folder, name))
      .find((path) => name !== '' && existsSync(path));
    return found === undefined ? null : readFileSync(found, 'utf8');
  };
  const results: VectorResult[] = [];
  for (const vector of vectors) {
    results.push({
      id: textOf(vector['id']) ?? '',
      scheme: textOf(vector['scheme']) ?? '',
      expected: vector['expect'] === true,
      actual: await checkVector(vector, read),
    });
  }
  return results;
}
