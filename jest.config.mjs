/** Each project is one lane: `npm test -- --selectProjects unit`. */
const lane = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/cdk.out', '<rootDir>/.firebreak'],
  ...extra,
});

export default {
  // Jest leaves a core idle by default; on two cores that is half of the machine.
  maxWorkers: '100%',
  // Only a test that hangs may fail by the clock: some start processes, on machines that do other work too.
  testTimeout: 60_000,
  projects: [
    lane('unit'),
    lane('contract'),
    lane('workflow'),
    lane('architecture'),
    lane('infra'),
    lane('step-functions'),
    lane('e2e'),
  ],
};
