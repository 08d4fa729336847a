#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import './node-version.mjs';

// Reading TypeScript takes most of the time of a short command.
module.enableCompileCache?.(join(import.meta.dirname, '../node_modules/.cache/firebreak/compiled'));
await import('./firebreak.ts');
