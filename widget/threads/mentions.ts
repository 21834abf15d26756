/** What of a text calls somebody, and what asks for it. Pure. */
import type { CardSnapshot } from '../../backend/shown.ts'
import type { Called } from './text.ts'

/** The `@word` the caret stands in. */
export function askedAt(text: string, caret: number): { from: number; query: string } | undefined {
  const found = /(?:^|[\s(,;])@([^\s@]*(?: [^\s@]+)?)$/u.exec(text.slice(0, caret))
  const query = found?.[1]
  return query === undefined ? undefined : { from: caret - query.length - 1, query }
}

/** How those mentioned may be written in the text: a role in any language, for its author had his own. */
export function calledIn(
  mentions: string[],
  { people, roles }: Pick<CardSnapshot, 'people' | 'roles'>,
): Called[] {
  return mentions.flatMap((id) => {
    const role = roles.find((one) => `role:${one.id}` === id)
    if (role) return Object.values(role.title).map((label) => ({ id, label }))
    const person = people.find((one) => one.id === id)
    return person ? [{ id, label: person.name }] : []
  })
}

/** Which of those picked while writing are still in the text. */
export function stillCalled(text: string, picked: Called[]): string[] {
  return [...new Set(picked.filter(({ label }) => text.includes(`@${label}`)).map(({ id }) => id))]
}
