#!/usr/bin/env node
import './node-version.mjs';

await import('../local/main.ts');
