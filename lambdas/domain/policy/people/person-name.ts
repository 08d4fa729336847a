/** What a person, or an agent, is called, or their id where policy does not know it. */
export function personName(
  people: readonly { readonly id: string; readonly name: string }[],
  id: string,
): string {
  return people.find((person) => person.id === id)?.name ?? id;
}
