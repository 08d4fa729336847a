/** The direction of imports, one line per folder (docs/architecture.md). Read with swc: TypeScript 7 has no parser API. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(bin|lib|lambdas|local|test|bench)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    only('domain-is-pure', '^lambdas/domain/', [], 'decisions know nothing but themselves'),
    only('records-stand-alone', '^lambdas/domain/records/', [], 'records are what everything else speaks of'),
    only('ports-are-interfaces', '^lambdas/ports/', ['^lambdas/domain/'], 'ports speak of the domain only'),
    only(
      'use-cases-know-ports',
      '^lambdas/use-cases/',
      ['^lambdas/(domain|ports)/'],
      'adapters are handed to a use case, never imported',
    ),
    only(
      'plug-ins-stand-alone',
      '^lambdas/(resources|sources|channels|trackers|status-pages)/',
      ['^lambdas/(domain|ports|adapters/builtins)/'],
      'open a plug-in, see all of it',
    ),
    only(
      'plug-ins-know-resources',
      '^lambdas/(actions|evidence|smoke-tests)/',
      ['^lambdas/(domain|ports|resources|adapters/(builtins|timers|aws/secrets))/'],
      'actions and evidence are about resources, and about nothing else',
    ),
    only(
      'adapters-implement-ports',
      '^lambdas/adapters/',
      [
        '^lambdas/(domain|ports)/',
        '^lambdas/(actions|channels|evidence|smoke-tests|resources|sources|trackers|status-pages)/index\\.ts$',
        '^lambdas/sources/',
      ],
      'adapters are leaves; the reader of policy checks it against the registries',
    ),
    only('pages-render-data', '^lambdas/pages/', ['^lambdas/(domain|ports)/'], 'data in, HTML out'),
    only(
      'runtime-wires',
      '^lambdas/runtime/',
      [
        '^lambdas/(domain|ports|adapters|use-cases|actions|evidence|smoke-tests|sources|channels|resources|trackers|status-pages)/',
      ],
      'the frame around handlers does not know them',
    ),
    only(
      'http-speaks-for-handlers',
      '^lambdas/http/',
      ['^lambdas/(domain|ports|use-cases|pages|runtime|evidence|adapters/builtins)/'],
      'routes call use cases; they know no technology',
    ),
    only(
      'handlers-compose',
      '^lambdas/handlers/',
      [
        '^lambdas/(domain|ports|use-cases|adapters|pages|runtime|http|actions|evidence|smoke-tests|sources|channels|resources|trackers|status-pages)/',
      ],
      'handlers are part of the cloud-neutral code',
    ),
    {
      name: 'nothing-imports-handlers',
      comment: 'handlers are reached through their bundles, their table by what deploys and runs them',
      severity: 'error',
      from: { path: '^(bin|lib|lambdas)/', pathNot: '^lambdas/handlers/' },
      to: { path: '^lambdas/handlers/', pathNot: '^lambdas/handlers/(index\\.ts$|table/)' },
    },
    {
      name: 'nothing-in-functions-knows-the-table',
      comment: 'a bundle would hold all other handlers',
      severity: 'error',
      from: { path: '^lambdas/', pathNot: '^lambdas/handlers/(index\\.ts$|table/)' },
      to: { path: '^lambdas/handlers/(index\\.ts$|table/)' },
    },
    {
      name: 'handlers-are-entries',
      comment: 'what handlers share is a task',
      severity: 'error',
      from: { path: '^lambdas/handlers/' },
      to: { path: '^lambdas/handlers/[^/]+$', pathNot: '^lambdas/handlers/index\\.ts$' },
    },
    {
      name: 'lib-reads-plain-data',
      comment:
        'infrastructure may read registries, policy and the table schema, and nothing that runs in a function',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        path: '^(lambdas|local|test|bench|bin)/',
        pathNot: [
          '^lambdas/(domain|ports)/',
          '^lambdas/handlers/(index\\.ts$|table/)',
          '^lambdas/(actions|sources|evidence|smoke-tests|resources|channels|trackers|status-pages|adapters/policy)/',
          '^lambdas/adapters/aws/dynamodb/table-schema\\.ts$',
        ],
      },
    },
    {
      name: 'functions-are-plain-data',
      comment: 'the laptop reads the list of functions without loading the CDK',
      severity: 'error',
      from: { path: '^(lib/functions|lib/bundling|lambdas)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    {
      name: 'local-is-a-leaf',
      comment: 'one code, two clouds: nothing that is deployed knows the laptop',
      severity: 'error',
      from: { path: '^(lib|lambdas)/' },
      to: { path: '^(local|test|bench|bin)/' },
    },
    {
      name: 'decisions-know-no-sdk',
      comment: 'what AWS is called with is the business of adapters and plug-ins',
      severity: 'error',
      from: { path: '^lambdas/(domain|use-cases|ports|http|pages|handlers|runtime|sources)/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'ingest-has-no-sdk',
      comment:
        'senders of receive-alert and receive-change give up after a second, Slack after three: no client of the SDK starts in time (ADR 0035)',
      severity: 'error',
      from: { path: '^lambdas/(adapters/aws/ingest/|runtime/build/build-ingest\\.ts|handlers/receive-)' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'lean-client-is-for-ingest',
      comment: 'everything else calls AWS by its SDK',
      severity: 'error',
      from: {
        path: '^(bin|lib|lambdas|local)/',
        pathNot: '^lambdas/(adapters/aws/ingest/|runtime/build/build-ingest\\.ts)',
      },
      to: { path: '^lambdas/adapters/aws/ingest/' },
    },
    {
      name: 'decisions-need-no-clock-or-network',
      severity: 'error',
      from: { path: '^lambdas/(domain|use-cases|ports)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'no-dev-dependencies-in-functions',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-folder-cycles',
      comment: 'rooms are entered from one side',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      // Types only: @types/aws-lambda has no code beside it.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|cdk\\.out)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
