/** What a task made from a message is called, and whose it is, until somebody says otherwise. */
import type { CardSnapshot, ShownMessage, ShownThread } from '../../backend/shown.ts'

const titleMost = 120

/** The first line of what was said, less the names it begins with. Nothing of a private discussion goes by itself. */
export function proposedTitle(
  message: ShownMessage,
  thread: ShownThread | undefined,
  card: CardSnapshot,
): string {
  if (thread?.kind === 'private') return ''
  const names = card.people.map(({ name }) => `@${name}`)
  const roles = card.roles.flatMap(({ title }) => Object.values(title).map((word) => `@${word}`))
  let line = (message.text.split('\n').find((one) => one.trim() !== '') ?? '').trim()
  for (let called = first(line, [...names, ...roles]); called; called = first(line, [...names, ...roles])) {
    line = line.slice(called.length).replace(/^[\s,:—-]+/, '')
  }
  const characters = [...line]
  return characters.length <= titleMost
    ? line
    : `${characters
        .slice(0, titleMost - 1)
        .join('')
        .trimEnd()}…`
}

/** Whoever was called, otherwise who is responsible for the record, otherwise me. */
export function proposedPerson(message: ShownMessage, card: CardSnapshot): string {
  const here = card.people.filter(({ leftAt }) => !leftAt)
  const called = message.mentions.flatMap((one) =>
    here.filter(({ id, role }) => one === id || (role !== null && one === `role:${role}`)),
  )
  const { responsible } = card.context
  const known = here.find(({ id }) => id === responsible)
  return called[0]?.id ?? known?.id ?? card.me.id
}

function first(line: string, names: string[]): string | undefined {
  return names.filter((name) => line.startsWith(name)).sort((a, b) => b.length - a.length)[0]
}
