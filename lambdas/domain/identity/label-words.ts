/** Longer names of labels are not read further. */
const longest = 100;

/** The words of a label's name: `deployment.environment`, `DeploymentEnvironment` and `deployment_environment` have the same two. */
export function labelWords(name: string): readonly string[] {
  const spaced = name
    .slice(0, longest)
    .normalize('NFKC')
    .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return spaced.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
