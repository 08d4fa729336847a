import { resolve } from 'node:path';
import { runVectors } from './run-vectors.ts';

/** `npm run vectors -- FILE`: prints what does not match, then a JSON summary; exits with 1 on a mismatch. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: npm run vectors -- FILE (signature vectors as JSON)');
  process.exit(2);
}
const results = await runVectors(resolve(file));
const mismatches = results.filter(({ actual, expected }) => actual !== null && actual !== expected);
const unjudged = results.filter(({ actual }) => actual === null);
for (const { id, scheme, expected } of mismatches) {
  console.log(`${id} (${scheme}): expected ${expected ? 'to verify' : 'to be refused'}, but did not`);
}
for (const { id, scheme } of unjudged)
  console.log(`${id} (${scheme}): not judged, its payload or scheme is not here`);
console.log(
  JSON.stringify({
    vectors: results.length,
    passed: results.length - mismatches.length - unjudged.length,
    failed: mismatches.length,
    mismatches: mismatches.map(({ id }) => id),
    notJudged: unjudged.map(({ id }) => id),
  }),
);
process.exitCode = mismatches.length > 0 ? 1 : 0;
