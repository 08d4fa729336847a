import type { CompletionNode } from './completion-tree.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Prints the ids of open incidents, for an argument that is one. */
const openIds = 'firebreak incidents list --status open --fields id 2>/dev/null';

/** The script that a shell reads once at its start. Sources: bash(1), zshcompsys(1), complete(1) of fish. */
export function completionScript(shell: Shell, nodes: readonly CompletionNode[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(nodes);
    case 'zsh':
      return zshScript(nodes);
    case 'fish':
      return fishScript(nodes);
    default:
      return shell satisfies never;
  }
}

/** The words before the cursor that are commands, as a path; the same in bash and zsh. */
function pathCases(nodes: readonly CompletionNode[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== '');
  return paths.map((path) => `'${path}'`).join('|');
}

function bashScript(nodes: readonly CompletionNode[]): string {
  const arms = nodes.map((node) => {
    const words = [...node.commands, ...node.options].map(({ name }) => name);
    const own = [...words, ...node.words].join(' ');
    const ids = node.takesIncident ? ` $(${openIds})` : '';
    return `    '${node.path}') words="${own}${ids}" ;;`;
  });
  const choices = choiceArms(nodes, (values) => `words="${values.join(' ')}" ;;`);
  return `# bash: source <(firebreak completion bash)
_firebreak() {
  local word path='' words='' current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${pathCases(nodes)}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $before" in
${choices}
  esac
  if [ -z "$words" ]; then
    case "$path" in
${arms.map((arm) => `  ${arm}`).join('\n')}
    esac
  fi
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -o default -F _firebreak firebreak
`;
}

function choiceArms(nodes: readonly CompletionNode[], arm: (values: readonly string[]) => string): string {
  return nodes
    .flatMap(({ path, choices }) =>
      choices.map(({ option, values }) => `    '${path} ${option}') ${arm(values)}`),
    )
    .join('\n');
}

function zshScript(nodes: readonly CompletionNode[]): string {
  const arms = nodes.map((node) => {
    const described = [...node.commands, ...node.options].map(
      ({ name, description }) => `'${zshText(name)}:${zshText(description)}'`,
    );
    const words = node.words.map((word) => `'${word}'`);
    const ids = node.takesIncident ? [`\${(f)"$(${openIds})"}`] : [];
    return `    '${node.path}') found=(${[...described, ...words, ...ids].join(' ')}) ;;`;
  });
  return `#compdef firebreak
# zsh: source <(firebreak completion zsh)
_firebreak() {
  local word path='' before="\${words[CURRENT-1]}"
  local -a typed=("\${(@)words[2,CURRENT-1]}")
  local -a found=()
  for word in $typed; do
    case "\${path:+$path }$word" in
      (${pathCases(nodes)}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $before" in
${choiceArms(nodes, (values) => `found=(${values.join(' ')}) ;;`)}
  esac
  if (( ! $#found )); then
    case "$path" in
${arms.map((arm) => `  ${arm}`).join('\n')}
    esac
  fi
  _describe 'firebreak' found || _files
}
compdef _firebreak firebreak
`;
}

/** In single quotes, where a colon divides name and description. */
function zshText(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
}

function fishScript(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap((node) => {
    const at = `-n '__firebreak_at "${node.path}"'`;
    return [
      ...node.commands.map(({ name, description }) => `${at} -f -a ${name} -d ${fishText(description)}`),
      ...node.options.map(({ name, description }) => {
        const choice = node.choices.find(({ option }) => option === name);
        const values = choice === undefined ? '' : ` -x -a ${fishText(choice.values.join(' '))}`;
        return `${at} -l ${name.slice(2)}${values} -d ${fishText(description)}`;
      }),
      ...(node.words.length === 0 ? [] : [`${at} -f -a ${fishText(node.words.join(' '))}`]),
      ...(node.takesIncident ? [`${at} -f -a '(${openIds})'`] : []),
    ];
  });
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  return `# fish: firebreak completion fish | source
function __firebreak_at
    set -l path ''
    for word in (commandline -opc)[2..]
        set -l longer (string trim "$path $word")
        contains -- "$longer" ${paths.join(' ')}; and set path "$longer"
    end
    test "$path" = "$argv[1]"
end
${lines.map((line) => `complete -c firebreak ${line}`).join('\n')}
`;
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
