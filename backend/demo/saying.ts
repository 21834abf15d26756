/** Says one line of the story as its author would: as a message, and with what else he does by it. */
import { askApproval, decide } from '../approvals/approvals.ts'
import { sayOfFile } from '../documents/saying.ts'
import { keepFact } from '../facts/facts.ts'
import { takeIn } from '../files/receive.ts'
import { newId } from '../ids.ts'
import type { Parts } from '../parts.ts'
import { ask, type To } from '../questions/questions.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { compose, sendMessage } from '../threads/messages.ts'
import { pin } from '../threads/pins.ts'
import type { StoredPage } from './pages.ts'
import type { Page, Spoken } from './sitting.ts'

const MINUTE = 60_000

export interface Saying {
  talk: Parts['talk']
  pages: Map<Page, StoredPage>
  /** Person id at the host, of the story's number for him. */
  person(number: string): string
}

/** What comes of a line some minutes after it. */
export interface Later {
  at: Date
  /** Its `w.now` is that moment. */
  happens(w: Writing): Promise<unknown>
}

/** `w.now` is when it is said; answers with the message's id, and with what follows from it. */
export async function say(
  w: Writing,
  { talk, pages, person }: Saying,
  viewer: Viewer,
  thread: string,
  { text, act }: Pick<Spoken, 'text' | 'act'>,
  replyTo: string | undefined,
): Promise<{ message: string; followed?: Later }> {
  const message = newId(w.now.getTime())
  const at = { thread, message }
  if (act && 'ask' in act) {
    const to: To = 'role' in act.ask ? act.ask : { person: person(act.ask.person) }
    await ask(w, talk, viewer, at, { ...compose({ text }), to, deadline: 'fourHours' })
    return { message }
  }
  if (act && 'approval' in act) {
    const { numbers, decided } = act.approval
    await askApproval(w, talk, viewer, at, { ...compose({ text }), to: { role: 'head' }, numbers })
    const then = new Date(w.now.getTime() + decided.wait * MINUTE)
    const head = { ...viewer, person: person(decided.by) }
    const { yes, words } = decided
    const decision = { id: newId(then.getTime()), yes, words, numbers }
    return { message, followed: { at: then, happens: (later) => decide(later, talk, head, at, decision) } }
  }
  const page = act && 'page' in act ? pages.get(act.page) : undefined
  if (page) await putForward(w, talk, viewer, thread, page)
  await sendMessage(
    w,
    viewer,
    thread,
    message,
    compose({ text, ...(replyTo && { replyTo }), files: page ? [page.id] : [], mentions: [] }),
  )
  if (act && 'fact' in act) await keepFact(w, talk, viewer, newId(w.now.getTime()), { ...at, text: act.fact })
  if (act && 'pinned' in act) await pin(w, viewer, thread, message)
  return { message }
}

async function putForward(w: Writing, talk: Parts['talk'], viewer: Viewer, thread: string, page: StoredPage) {
  const { id, name, kind, ...measured } = page
  const found = { ...measured, type: 'application/pdf', preview: false }
  await takeIn(w, talk.findThread, viewer, { id, thread, name }, found)
  await sayOfFile(w, talk, viewer, id, { kind })
}
