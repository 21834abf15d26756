/** Whom `@` may call in a thread. Pure; loaded when somebody first writes an `@`. */
import type { CardSnapshot, ShownThread } from '../../backend/shown.ts'

export interface Candidate {
  /** What goes into `mentions`: a person id, or `role:customs`. */
  id: string
  kind: 'role' | 'person'
  /** Written after `@`. */
  label: string
  /** Who holds the role, or the person's own title. */
  about: string
  /** Can be called at all: a private thread is not widened, and a role may have nobody. */
  reachable: boolean
  /** A role nobody at all answers for: something can be done about that. */
  empty?: true
  /** In the thread already; calling others brings them in. */
  here: boolean
}

export type Language = 'ru' | 'uk' | 'en'

/** Roles first, then the people of the thread, then everybody else. */
export function candidates(card: CardSnapshot, thread: ShownThread, language: Language): Candidate[] {
  const members = new Set(thread.members)
  const colleagues = card.people.filter((person) => person.id !== card.me.id && !person.leftAt)
  const people = colleagues.map(({ id, name, position, role }) => {
    const here = members.has(id)
    const reachable = here || thread.kind !== 'private'
    return { id, kind: 'person' as const, label: name, about: position ?? '', role, here, reachable }
  })
  const roles = card.roles
    .filter(({ retired }) => !retired)
    .map(({ id, title, named = [] }) => {
      const answering = people.filter((person) => person.role === id || named.includes(person.id))
      const holders = answering.filter(({ reachable }) => reachable)
      return {
        id: `role:${id}`,
        kind: 'role' as const,
        label: title[language],
        about: holders.map(({ label }) => label).join(', '),
        here: holders.some(({ here }) => here),
        reachable: holders.length > 0,
        ...(answering.length === 0 && card.me.role !== id && { empty: true as const }),
      }
    })
  return [...roles, ...people.filter(({ here }) => here), ...people.filter(({ here }) => !here)]
}

const mostOffered = 8

/** Those whose name, title or holder begins with what was typed, in Cyrillic or in Latin letters. */
export function matching(all: Candidate[], query: string): Candidate[] {
  const asked = latin(query)
  return all
    .filter(({ label, about }) => {
      const words = latin(`${label} ${about}`)
      return words.startsWith(asked) || words.includes(` ${asked}`)
    })
    .slice(0, mostOffered)
}

const letters: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/** "Логист" and "logist" are one word. */
export function latin(text: string): string {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '')
  return Array.from(plain, (letter) => letters[letter] ?? letter).join('')
}
