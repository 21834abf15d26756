/** An old snapshot and what happened since are a fresh snapshot. Pure: shares whatever did not change. */
import type {
  CardSnapshot,
  LastMessage,
  Quote,
  ShownEvent,
  ShownMessage,
  ShownPerson,
  ShownThread,
} from '../../backend/shown.ts'

/** The card after the event; the same card when it knows the event already. */
export function apply(card: CardSnapshot, event: ShownEvent): CardSnapshot {
  if (event.position <= card.position) return card
  return { ...happened(card, event), position: event.position }
}

function happened(card: CardSnapshot, event: ShownEvent): CardSnapshot {
  switch (event.topic) {
    case 'message.sent':
      return inThread(card, event.data.message.thread, (thread) => sent(thread, event.data.message, card.me))
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'message.urgent':
    case 'message.pinned':
    case 'message.unpinned':
    case 'file.erased':
    case 'file.kept':
    case 'file.changed':
    case 'task.changed':
    case 'matter.changed':
      return inThread(card, event.data.message.thread, (thread) => changed(thread, event.data.message))
    case 'thread.opened':
      return opened(card, event.data.thread)
    case 'thread.moved':
      return { ...card, threads: card.threads.filter(({ id }) => id !== event.data.thread) }
    case 'thread.closed':
    case 'thread.reopened':
      return inThread(card, event.data.thread, (thread) => withTime(thread, 'closedAt', event.data.closedAt))
    case 'thread.joined':
      return joined(card, event.data)
    case 'thread.left':
      return left(card, event.data)
    case 'thread.read':
      return inThread(card, event.data.thread, (thread) => read(thread, event.data, card.me))
    case 'thread.levelled':
      return inThread(card, event.data.thread, (thread) => levelled(thread, event.data))
    case 'thread.awaits':
      return inThread(card, event.data.thread, ({ unanswered: _, ...thread }) =>
        event.data.unanswered > 0 ? { ...thread, unanswered: event.data.unanswered } : thread,
      )
    case 'draft.saved':
      return inThread(card, event.data.thread, ({ draft: _, ...thread }) =>
        event.data.draft ? { ...thread, draft: event.data.draft } : thread,
      )
    case 'person.changed':
      return known(card, event.data.person)
    case 'fact.changed':
    case 'kit.changed':
      return card
  }
}

function inThread(
  card: CardSnapshot,
  id: string,
  change: (thread: ShownThread) => ShownThread,
): CardSnapshot {
  if (!card.threads.some((thread) => thread.id === id)) return card
  return { ...card, threads: card.threads.map((thread) => (thread.id === id ? change(thread) : thread)) }
}

function sent(thread: ShownThread, message: ShownMessage, me: ShownPerson): ShownThread {
  if (message.seq <= thread.lastSeq) return changed(thread, message)
  if (message.happened) return told(thread, message, me)
  const { author, seq } = message
  // Whoever had read everything has read his own too; what was sent unseen after others wrote reads nothing for him.
  const upToDate = thread.reads[author] === thread.lastSeq
  const said = {
    ...thread,
    lastSeq: seq,
    lastMessage: lastOf(message),
    reads: upToDate ? { ...thread.reads, [author]: seq } : thread.reads,
  }
  // Who is no member owes the thread no reading.
  if (!thread.members.includes(me.id)) return { ...said, readSeq: seq, unread: 0, mentioned: false }
  if (author === me.id) return upToDate ? { ...said, readSeq: seq } : said
  return { ...said, unread: thread.unread + 1, mentioned: thread.mentioned || calls(message, me) }
}

/** What happened counts as read by everybody; it may call somebody all the same. */
function told(thread: ShownThread, message: ShownMessage, me: ShownPerson): ShownThread {
  const member = thread.members.includes(me.id)
  return {
    ...thread,
    lastSeq: message.seq,
    lastMessage: lastOf(message),
    ...(!member && { readSeq: message.seq }),
    mentioned: thread.mentioned || (member && calls(message, me)),
  }
}

/** A person is called by id, or by a role he was on duty for. */
export function calls({ mentions, called = {} }: ShownMessage, { id }: ShownPerson): boolean {
  return mentions.includes(id) || Object.values(called).some((people) => people.includes(id))
}

function changed(thread: ShownThread, message: ShownMessage): ShownThread {
  return {
    ...thread,
    ...(thread.lastMessage?.id === message.id && { lastMessage: lastOf(message) }),
    pins: pinsWith(thread.pins, message),
  }
}

function pinsWith(pins: ShownMessage[], message: ShownMessage): ShownMessage[] {
  const others = pins.filter((pin) => pin.id !== message.id).map((pin) => quoting(pin, message))
  if (!message.pinnedAt) return others
  return [...others, message].sort((a, b) => when(b.pinnedAt) - when(a.pinnedAt) || b.seq - a.seq)
}

/** The message with its quote saying what the quoted message says now. */
export function quoting(message: ShownMessage, quoted: ShownMessage): ShownMessage {
  if (message.quote?.id !== quoted.id) return message
  return { ...message, quote: quoteOf(quoted) }
}

export function quoteOf({ id, seq, author, text, elsewhere, deletedAt }: ShownMessage): Quote {
  return {
    ...{ id, seq, author, text: firstLine(text, quoteMost) },
    ...(elsewhere && { elsewhere }),
    ...(deletedAt && { deletedAt }),
  }
}

function opened(card: CardSnapshot, thread: ShownThread): CardSnapshot {
  if (card.threads.some(({ id }) => id === thread.id)) return card
  return { ...card, threads: [...card.threads, thread] }
}

function joined(
  card: CardSnapshot,
  joining: { thread: string; person: ShownPerson; readSeq: number },
): CardSnapshot {
  const { person, readSeq } = joining
  return inThread(known(card, person), joining.thread, (thread) => {
    // A thread told as it is now has him already, with all he has read since.
    if (thread.members.includes(person.id)) return thread
    return {
      ...thread,
      members: [...thread.members, person.id],
      reads: { ...thread.reads, [person.id]: readSeq },
      ...(person.id === card.me.id && { readSeq, unread: thread.lastSeq - readSeq }),
    }
  })
}

function left(card: CardSnapshot, leaving: { thread: string; person: ShownPerson }): CardSnapshot {
  const gone = leaving.person.id
  const mine = gone === card.me.id
  const threads = mine
    ? card.threads.filter(({ id, kind }) => id !== leaving.thread || kind !== 'private')
    : card.threads
  return inThread({ ...card, threads }, leaving.thread, (thread) => {
    const { [gone]: _, ...reads } = thread.reads
    const without = { ...thread, members: thread.members.filter((id) => id !== gone), reads }
    if (!mine) return without
    return levelled({ ...without, readSeq: thread.lastSeq, unread: 0, mentioned: false }, {})
  })
}

function read(
  thread: ShownThread,
  reading: { person: string; readSeq: number; unread: number; mentioned: boolean },
  me: ShownPerson,
): ShownThread {
  const { person, readSeq, unread, mentioned } = reading
  return {
    ...thread,
    reads: { ...thread.reads, [person]: readSeq },
    ...(person === me.id && { readSeq, unread, mentioned }),
  }
}

function known(card: CardSnapshot, person: ShownPerson): CardSnapshot {
  const met = card.people.some(({ id }) => id === person.id)
  return {
    ...card,
    me: card.me.id === person.id ? person : card.me,
    people: met ? card.people.map((one) => (one.id === person.id ? person : one)) : [...card.people, person],
  }
}

function levelled(
  { level: _, mutedAt: __, ...thread }: ShownThread,
  now: Pick<ShownThread, 'level' | 'mutedAt'>,
): ShownThread {
  return { ...thread, ...(now.level && { level: now.level }), ...(now.mutedAt && { mutedAt: now.mutedAt }) }
}

function withTime(thread: ShownThread, what: 'closedAt', at: string | undefined): ShownThread {
  const { [what]: _, ...rest } = thread
  return at ? { ...rest, [what]: at } : rest
}

function lastOf({
  id,
  seq,
  author,
  text,
  elsewhere,
  at,
  deletedAt,
  files,
  withheld = 0,
  happened,
}: ShownMessage): LastMessage {
  return {
    id,
    seq,
    author,
    text: firstLine(text, previewMost),
    ...(elsewhere && { elsewhere }),
    at,
    ...(deletedAt && { deletedAt }),
    files: files.length + withheld,
    ...(happened && { happened }),
  }
}

const quoteMost = 200
export const previewMost = 120

/** As the server shortens: on one line, never ending inside a character. */
export function firstLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= most
    ? line
    : `${Array.from(line)
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

function when(at: string | undefined): number {
  return at ? Date.parse(at) : 0
}
