import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { throwingExports } from './throwing-exports.ts';

/**
 * Leaves out of the clients of the SDK what is not used but cannot be seen to be so: the shapes of operations that nobody calls, whose
 * keys are computed; the classes of errors, of which only the names are asked for; all of each package's package.json but its
 * version; the cache of discovered endpoints, since none are discovered; event streams, which no command here has, and what signs them; and what stands in where Node's own
 * cryptography and streams are missing, files of profiles and the metadata of EC2, and the adaptive retries.
 */
export const trimSdk: Plugin = {
  name: 'trim-sdk',
  setup(build) {
    build.onLoad(
      { filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/].*\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        return { contents: markedPure(withoutErrorClasses(source)), loader: 'js' };
      },
    );
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path }) => ({
      path,
      namespace: 'no-streams',
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-streams' }, () => ({ contents: noStreams, loader: 'js' }));
    build.onLoad({ filter: /@aws-sdk[\\/]endpoint-cache[\\/]/ }, () => ({
      contents: 'export class EndpointCache {}',
      loader: 'js',
    }));
    build.onLoad({ filter: /@smithy[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/ }, () => ({
      contents: 'export class HeaderFormatter {}',
      loader: 'js',
    }));
    build.onLoad({ filter: neverReached }, async ({ path }) => ({
      contents: throwingExports(await readFile(path, 'utf8'), (name) => `${name} is not in this bundle`),
      loader: 'js',
    }));
    build.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version }: { version: string } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

const neverReached =
  /[\\/]dist-es[\\/]submodules[\\/].*[\\/](?:(?:Sha256|Sha1|Md5)Js|sdk-stream-mixin\.browser|createBufferedReadable\.browser|createChecksumStream\.browser|getInstanceMetadataRegion|parseIni|AdaptiveRetryStrategy|DefaultRateLimiter)\.js$/;

const noStreams = `
  export class EventStreamSerde {}
  export const eventStreamSerdeProvider = () => ({});
  export const resolveEventStreamSerdeConfig = (config) => config;
`;

/**
 * An error that has no class is given its name all the same, save where the service calls it otherwise than its class (`NoSuchEntity` for
 * NoSuchEntityException): that gets a short class, which knows the name. The base class stays, for whatever has none.
 */
function withoutErrorClasses(source: string): string {
  const base = /^_s_registry\.registerError\(\w+\$, (\w+)\);$/m.exec(source)?.[1];
  let isNaming = false;
  const trimmed = source.replace(/^n0_registry\.registerError\((\w+)\$, \w+\);$/gm, (_, name: string) => {
    if (base === undefined || !isCalledOtherwise(source, name)) return '';
    isNaming = true;
    return `n0_registry.registerError(${name}$, called('${name}'));`;
  });
  return isNaming
    ? `const called = (name) => class extends ${base} { constructor(given) { super({ name, ...given }); } };\n${trimmed}`
    : trimmed;
}

/** `awsQueryError` of the model: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsqueryerror-trait */
function isCalledOtherwise(source: string, name: string): boolean {
  const shape = new RegExp(
    `^export var ${name}\\$ = \\[-3, n0, \\w+,\\s*\\{ \\[_aQE\\]: \\[[^\\w]([\\w.]+)`,
    'm',
  );
  const code = shape.exec(source)?.[1];
  return code !== undefined && code !== name;
}

/** Each shape is made by a function that has no effect. */
function markedPure(source: string): string {
  return source.replace(
    /^((?:export )?var \w+\$? = )(\[[^;]*?\n?\]);$/gm,
    (_, begin: string, shape: string) => `${begin}/* @__PURE__ */ (() => ${shape})();`,
  );
}
