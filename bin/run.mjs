#!/usr/bin/env node
// node bin/run.mjs FILE.ts [ARGS…]: runs a TypeScript entry of this project.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import './node-version.mjs';

const [, , entry, ...args] = process.argv;
process.argv = [process.argv[0], entry, ...args];
await import(pathToFileURL(resolve(import.meta.dirname, '..', entry)).href);
