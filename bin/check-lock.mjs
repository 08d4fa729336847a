#!/usr/bin/env node
// Every package of the lock file has a hash and a license that may be used, and runs nothing unknown when it is installed.
import { readFileSync } from 'node:fs';
import './node-version.mjs';

const { lockProblems } = await import('./lock/lock-problems.ts');
const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const problems = lockProblems(packages);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
