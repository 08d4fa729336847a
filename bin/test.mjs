#!/usr/bin/env node
// Jest needs Node's ESM hooks (middy publishes no CommonJS); setting them here works in every shell.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import './node-version.mjs';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
