// Kept in plain JavaScript: it must run, and speak clearly, on a Node.js too old to read TypeScript.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

// Node.js 22 says so at each start; what is used of SQLite here is the same in 24.
const emitWarning = process.emitWarning.bind(process);
process.emitWarning = (warning, ...details) => {
  if (!String(warning).includes('SQLite is an experimental feature')) emitWarning(warning, ...details);
};

const isNewEnough = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
};

const ofNpm = `${sep}node_modules${sep}`;
// Scripts of npm find the Node.js that npm installed first. Where the system has one that is new enough, that one runs: it is kept up to date.
if (process.execPath.includes(ofNpm) && process.platform !== 'win32') {
  const system = systemNode();
  const args = [...process.execArgv, ...process.argv.slice(1)];
  if (system !== null) process.execve?.(system, [system, ...args], process.env);
}

if (!isNewEnough(process.versions.node)) {
  console.error(
    `Firebreak needs Node.js 22.18 or later; this is ${process.versions.node}.\n` +
      'Run "npm ci" without --omit=optional (it brings Node.js along), or install Node.js 24, then try again.',
  );
  process.exit(2);
}

/** The first one of the path that is not of npm, if it is new enough. */
function systemNode() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders
    .map((folder) => join(folder, 'node'))
    .find((file) => !file.includes(ofNpm) && existsSync(file));
  if (found === undefined) return null;
  try {
    return isNewEnough(execFileSync(found, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim())
      ? found
      : null;
  } catch {
    return null;
  }
}
