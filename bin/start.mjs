#!/usr/bin/env node
import './node-version.mjs';

// Reading the code takes seconds, at the first start many.
if (!process.argv.some((word) => word === '--help' || word === '-h')) console.log('Firebreak is starting …');
await import('../local/main.ts');
