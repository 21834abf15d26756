import { describe, expect, test } from 'vitest'
import type { CardSnapshot, ShownEvent, ShownMessage } from '../../backend/shown.ts'
import { apply } from '../../widget/card/apply.ts'
import { aCard, alina, aMessage, aThread, dmytro, me } from './a-card.ts'

type Happening = ShownEvent extends infer E ? (E extends ShownEvent ? Omit<E, 'position'> : never) : never

function cardAfter(card: CardSnapshot, ...happenings: Happening[]): CardSnapshot {
  return happenings.reduce(
    (now, one) => apply(now, { ...one, position: now.position + 1 } as ShownEvent),
    card,
  )
}
const theThread = (card: CardSnapshot) => card.threads[0]

describe('a card that hears what happened', () => {
  test('counts a message of somebody else as unread and shows it in the navigation', () => {
    const card = cardAfter(aCard(), {
      topic: 'message.sent',
      data: { message: aMessage(1, { text: 'Слот\nесть' }) },
    })
    expect(theThread(card)).toMatchObject({
      lastSeq: 1,
      unread: 1,
      mentioned: false,
      lastMessage: { id: 'm1', text: 'Слот есть', files: 0 },
      reads: { alina: 1 },
    })
  })

  test('counts my own message as read when I had read everything, and reads nothing for me when I had not', () => {
    const mine = { topic: 'message.sent' as const, data: { message: aMessage(4, { author: 'me' }) } }
    const upToDate = cardAfter(aCard(aThread({ lastSeq: 3, readSeq: 3, reads: { me: 3 } })), mine)
    expect(theThread(upToDate)).toMatchObject({ lastSeq: 4, readSeq: 4, unread: 0 })
    // Sent from a queue after others had written: nobody has seen theirs yet.
    const behind = cardAfter(
      aCard(aThread({ lastSeq: 3, unread: 3, mentioned: true, reads: { me: 0 } })),
      mine,
    )
    expect(theThread(behind)).toMatchObject({ lastSeq: 4, readSeq: 0, unread: 3, mentioned: true })
  })

  test('owes no reading to a thread I am not in', () => {
    const card = cardAfter(aCard(aThread({ members: ['alina'] })), {
      topic: 'message.sent',
      data: { message: aMessage(1) },
    })
    expect(theThread(card)).toMatchObject({ lastSeq: 1, readSeq: 1, unread: 0 })
  })

  test('is called by my name and by my role, not by others', () => {
    const said = (changes: Partial<ShownMessage>) =>
      theThread(cardAfter(aCard(), { topic: 'message.sent', data: { message: aMessage(1, changes) } }))
        ?.mentioned
    expect(said({ mentions: ['me'] })).toBe(true)
    expect(said({ mentions: ['role:manager'], called: { manager: ['alina', 'me'] } })).toBe(true)
    // Somebody else is on duty.
    expect(said({ mentions: ['role:manager'], called: { manager: ['alina'] } })).toBe(false)
    expect(said({ mentions: ['alina', 'role:customs'], called: { customs: ['alina'] } })).toBe(false)
  })

  test('knows an event once, however often it is told', () => {
    const event: ShownEvent = { position: 11, topic: 'message.sent', data: { message: aMessage(1) } }
    const once = apply(aCard(), event)
    expect(apply(once, event)).toBe(once)
  })

  test('changes the last message and the pins when a message changes', () => {
    const pinned = aMessage(1, { pinnedAt: '2026-11-20T10:00:00.000Z', pinnedBy: 'me' })
    const quoting = aMessage(2, {
      pinnedAt: '2026-11-20T11:00:00.000Z',
      quote: { id: 'm1', seq: 1, author: 'alina', text: 'сообщение 1' },
    })
    const start = aCard(aThread({ lastSeq: 1, lastMessage: { ...aMessage(1), files: 0 } }))
    const card = cardAfter(
      start,
      { topic: 'message.pinned', data: { message: pinned } },
      { topic: 'message.pinned', data: { message: quoting } },
      { topic: 'message.edited', data: { message: { ...pinned, text: 'иначе' } } },
    )
    expect(theThread(card)?.lastMessage?.text).toBe('иначе')
    expect(theThread(card)?.pins.map(({ id }) => id)).toEqual(['m2', 'm1'])
    expect(theThread(card)?.pins[0]?.quote?.text).toBe('иначе')
    const unpinned = cardAfter(card, { topic: 'message.unpinned', data: { message: aMessage(2) } })
    expect(theThread(unpinned)?.pins.map(({ id }) => id)).toEqual(['m1'])
  })

  test('says of a last message and of a quote that only the CRM has their text', () => {
    const quoting = aMessage(2, {
      pinnedAt: '2026-11-20T11:00:00.000Z',
      quote: { id: 'm1', seq: 1, author: 'alina', text: 'сообщение 1' },
    })
    const start = aCard(aThread({ lastSeq: 1, lastMessage: { ...aMessage(1), files: 0 } }))
    const card = cardAfter(
      start,
      { topic: 'message.pinned', data: { message: quoting } },
      { topic: 'message.reacted', data: { message: aMessage(1, { text: '', elsewhere: true }) } },
    )
    expect(theThread(card)?.lastMessage).toMatchObject({ text: '', elsewhere: true })
    expect(theThread(card)?.pins[0]?.quote).toMatchObject({ text: '', elsewhere: true })
  })

  test('shows how far everybody has read, and mine as my unread', () => {
    const card = cardAfter(
      aCard(aThread({ lastSeq: 5, unread: 5 })),
      {
        topic: 'thread.read',
        data: { thread: 'team', person: 'alina', readSeq: 5, unread: 0, mentioned: false },
      },
      {
        topic: 'thread.read',
        data: { thread: 'team', person: 'me', readSeq: 3, unread: 2, mentioned: true },
      },
    )
    expect(theThread(card)).toMatchObject({
      reads: { alina: 5, me: 3 },
      readSeq: 3,
      unread: 2,
      mentioned: true,
    })
  })

  test('follows people in and out, and closes a private thread behind me', () => {
    const joined = cardAfter(aCard(aThread({ kind: 'private', lastSeq: 4 })), {
      topic: 'thread.joined',
      data: { thread: 'team', person: dmytro, readSeq: 4 },
    })
    expect(theThread(joined)).toMatchObject({ members: ['me', 'alina', 'dmytro'], reads: { dmytro: 4 } })
    const left = cardAfter(joined, {
      topic: 'thread.left',
      data: { thread: 'team', person: alina, readSeq: 0 },
    })
    expect(theThread(left)).toMatchObject({ members: ['me', 'dmytro'], reads: { me: 0, dmytro: 4 } })
    const gone = cardAfter(left, { topic: 'thread.left', data: { thread: 'team', person: me, readSeq: 0 } })
    expect(gone.threads).toEqual([])
  })

  test('opens a thread once, closes and opens it again, mutes it and keeps its draft', () => {
    const topic = aThread({ id: 'topic', kind: 'topic' })
    const opened = cardAfter(
      aCard(),
      { topic: 'thread.opened', data: { thread: topic } },
      { topic: 'thread.opened', data: { thread: topic } },
      { topic: 'thread.closed', data: { thread: 'topic', closedAt: '2026-11-20T10:00:00.000Z' } },
      {
        topic: 'thread.levelled',
        data: { thread: 'topic', level: 'none', mutedAt: '2026-11-20T10:00:00.000Z' },
      },
      { topic: 'draft.saved', data: { thread: 'topic', draft: { text: 'начато' } } },
    )
    expect(opened.threads).toHaveLength(2)
    expect(opened.threads[1]).toMatchObject({
      closedAt: expect.any(String),
      mutedAt: expect.any(String),
      draft: { text: 'начато' },
    })
    const cleared = cardAfter(
      opened,
      { topic: 'thread.reopened', data: { thread: 'topic' } },
      { topic: 'thread.levelled', data: { thread: 'topic' } },
      { topic: 'draft.saved', data: { thread: 'topic' } },
    )
    expect(cleared.threads[1]).toEqual(topic)
  })

  test('leaves untouched what an event is not about', () => {
    const card = aCard(aThread(), aThread({ id: 'topic' }))
    const next = cardAfter(card, { topic: 'message.sent', data: { message: aMessage(1) } })
    expect(next.threads[1]).toBe(card.threads[1])
    expect(next.people).toBe(card.people)
  })
})
