/** A small card and its messages, for tests that need some. */
import type { CardSnapshot, ShownMessage, ShownPerson, ShownThread } from '../../backend/shown.ts'

export const me = aPerson('me', 'Сергей Котов', 'manager')
export const alina = aPerson('alina', 'Алина Морозова', 'customs')
export const dmytro = aPerson('dmytro', 'Дмитрий Лунёв', 'logistics')

export function aPerson(id: string, name: string, role: string | null = null): ShownPerson {
  return { id, name, role, position: null, photo: null }
}

export function aThread(changes: Partial<ShownThread> = {}): ShownThread {
  return {
    id: 'team',
    kind: 'team',
    audience: 'internal',
    title: 'Общее',
    lastSeq: 0,
    readSeq: 0,
    unread: 0,
    mentioned: false,
    members: ['me', 'alina'],
    reads: { me: 0, alina: 0 },
    pins: [],
    ...changes,
  }
}

export function aCard(...threads: ShownThread[]): CardSnapshot {
  const record = { type: 'deal', id: '1204' }
  return {
    me,
    record,
    context: {
      record,
      title: 'Поставка',
      amount: null,
      currency: null,
      stage: null,
      funnel: null,
      responsible: null,
      client: null,
      closeDate: null,
    },
    threads: threads.length > 0 ? threads : [aThread()],
    people: [me, alina, dmytro],
    roles: [
      { id: 'logistics', title: { ru: 'Логист', uk: 'Логіст', en: 'Logistics' } },
      { id: 'customs', title: { ru: 'Таможня', uk: 'Митниця', en: 'Customs' } },
      { id: 'law', title: { ru: 'Юрист', uk: 'Юрист', en: 'Lawyer' } },
    ],
    position: 10,
    rights: {
      standing: 'manager',
      write: true,
      documents: true,
      invite: true,
      inviteGuests: true,
      supervise: false,
    },
  }
}

export function aMessage(seq: number, changes: Partial<ShownMessage> = {}): ShownMessage {
  return {
    id: `m${seq}`,
    thread: 'team',
    seq,
    author: 'alina',
    text: `сообщение ${seq}`,
    at: new Date(Date.UTC(2026, 10, 20, 9, 0, seq)).toISOString(),
    files: [],
    reactions: [],
    mentions: [],
    ...changes,
  }
}

/** Messages `from` to `to`, both included. */
export function messages(from: number, to: number): ShownMessage[] {
  return Array.from({ length: to - from + 1 }, (_, i) => aMessage(from + i))
}
