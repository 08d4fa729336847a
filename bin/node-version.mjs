// Kept in plain JavaScript: it must run, and speak clearly, on a Node.js too old to read TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Firebreak needs Node.js 22.18 or later; this is ${process.versions.node}.\n` +
      'Run "npm ci" without --omit=optional (it brings Node.js 24 along), or install Node.js 24, then try again.',
  );
  process.exit(2);
}
