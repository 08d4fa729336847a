/** A room of its own for each lane; every other test, found by its subject's path, runs in process in the lane `unit`. */
const rooms = {
  contract: 'test/contract',
  workflow: 'test/statemachines',
  architecture: 'test/architecture',
  infra: 'test/lib',
  'step-functions': 'test/local/step-functions',
  // These start processes: the CLI, the CDK app, a killed engine, a real Prometheus.
  process: 'test/process',
  e2e: 'test/e2e',
};

/** Each project is one lane: `npm test -- --selectProjects unit`. */
const lane = (name, room, elsewhere = []) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${room}/**/*.test.ts`],
  testPathIgnorePatterns: ['/node_modules/', ...elsewhere.map((other) => `<rootDir>/${other}/`)],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/cdk.out', '<rootDir>/.firebreak'],
});

export default {
  // Jest leaves a core idle by default; on two cores that is half of the machine.
  maxWorkers: '100%',
  // What a suite loaded is not all given back: a worker that holds much slows down all suites after it.
  workerIdleMemoryLimit: '1GB',
  // Only a test that hangs may fail by the clock: some start processes, on machines that do other work too.
  testTimeout: 60_000,
  projects: [
    lane('unit', 'test', Object.values(rooms)),
    ...Object.entries(rooms).map(([name, room]) => lane(name, room)),
  ],
};
