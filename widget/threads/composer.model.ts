/** What is being written in each thread. */
import { type Signal, signal } from '@preact/signals'
import type { ShownDraft, ShownEvent, ShownMessage } from '../../backend/shown.ts'
import { quoteOf } from '../card/apply.ts'
import { card, limits, me, server } from '../card/card.model.ts'
import { say } from '../outbox/outbox.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { attached, forgetAttachments } from './attachments.model.ts'
import { forgetDraft, keepDraft, keptDraft } from './drafts.ts'
import { stillCalled } from './mentions.ts'
import type { Called } from './text.ts'
import { timelineOf, toLatest } from './timeline.model.ts'
import { typingOff, typingOn } from './typing.model.ts'

export interface Composing {
  text: string
  replyTo?: string
  /** A message of mine being said differently; the draft waits meanwhile. */
  editing?: { message: ShownMessage; text: string }
  /** Whom `@` was completed to. */
  picked: Called[]
  /** When the draft reached the server. */
  savedAt?: number
}

const saveAfter = 400

let owner = ''
const composings = new Map<string, Signal<Composing>>()
const waiting = new Map<string, ReturnType<typeof setTimeout>>()
/** What the server has, to tell another window's words from our own coming back. */
const saved = new Map<string, string>()
/** Threads whose draft the server may not have. */
const unsaved = new Set<string>()

export function startComposing(ofWhom: string): void {
  owner = ofWhom
  composings.clear()
  saved.clear()
  unsaved.clear()
  for (const timer of waiting.values()) clearTimeout(timer)
  waiting.clear()
}

export function composingIn(thread: string): Signal<Composing> {
  let composing = composings.get(thread)
  if (!composing) {
    composing = signal(begun(thread))
    composings.set(thread, composing)
  }
  return composing
}

function begun(thread: string): Composing {
  const ofServer = card.peek().threads.find(({ id }) => id === thread)?.draft
  saved.set(thread, ofServer?.text ?? '')
  const kept = keptDraft(owner, thread)
  if (kept) save(thread)
  return { text: '', picked: [], ...(kept ?? ofServer) }
}

/** The text in the field now. */
export function write(thread: string, text: string): void {
  const composing = composingIn(thread)
  const now = composing.peek()
  if (now.editing) {
    composing.value = { ...now, editing: { ...now.editing, text } }
    return
  }
  composing.value = { ...now, text }
  if (text) typingOn(thread)
  else typingOff(thread)
  saveSoon(thread)
}

export function answer(message: ShownMessage): void {
  const composing = composingIn(message.thread)
  const { editing: _, ...now } = composing.peek()
  composing.value = { ...now, replyTo: message.id }
  saveSoon(message.thread)
}

export function edit(message: ShownMessage): void {
  // What only the CRM has is changed once it has been read.
  if (message.elsewhere && !message.text) return
  const composing = composingIn(message.thread)
  composing.value = { ...composing.peek(), editing: { message, text: message.text } }
}

/** Leaves editing, else the answer; false when there was neither. */
export function cancel(thread: string): boolean {
  const composing = composingIn(thread)
  const { editing, replyTo, ...rest } = composing.peek()
  if (!editing && !replyTo) return false
  composing.value = editing ? { ...rest, ...(replyTo && { replyTo }) } : rest
  if (!editing) saveSoon(thread)
  return true
}

export function pick(thread: string, called: Called): void {
  const composing = composingIn(thread)
  composing.value = { ...composing.peek(), picked: [...composing.peek().picked, called] }
}

/** My last message of the thread, while it may still be edited. */
export function lastEditable(thread: string, now = Date.now()): ShownMessage | undefined {
  const last = timelineOf(thread)
    .peek()
    .slice.findLast(({ author }) => author === me.peek().id)
  return last && mayChange(last, now) ? last : undefined
}

export function mayChange(message: ShownMessage, now = Date.now()): boolean {
  const young = now - Date.parse(message.at) <= limits.value.editWindow * 1000
  return message.author === me.value.id && !message.deletedAt && message.seq > 0 && young
}

/** Sends what is written, shown at once; false when there is nothing to send. */
export function submit(thread: string): boolean {
  const composing = composingIn(thread)
  const { text: written, replyTo, picked } = composing.peek()
  const text = written.trim()
  const files = attached(thread)
  if ((!text && files.length === 0) || charactersOf(text) > limits.peek().text) return false
  const quoted =
    replyTo &&
    timelineOf(thread)
      .peek()
      .slice.find(({ id }) => id === replyTo)
  say({
    id: uuid7(),
    thread,
    author: me.peek().id,
    text,
    at: new Date().toISOString(),
    files,
    mentions: stillCalled(text, picked),
    ...(replyTo && { replyTo }),
    ...(quoted && { quote: quoteOf(quoted) }),
  })
  composing.value = { text: '', picked: [] }
  forgetAttachments(thread)
  typingOff(thread)
  void save(thread)
  void toLatest(thread, false)
  return true
}

/** Sends the edited text; resolves to what the server said, or to nothing when nothing was changed. */
export async function submitEdit(thread: string) {
  const { editing } = composingIn(thread).peek()
  if (!editing) return undefined
  const text = editing.text.trim()
  const { message } = editing
  if (text === message.text || (!text && message.files.length === 0)) {
    cancel(thread)
    return undefined
  }
  const answer = await server().edit(thread, message.id, text)
  if (answer.ok) cancel(thread)
  return answer
}

/** Characters as people and the server count them. */
export function charactersOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

function saveSoon(thread: string) {
  clearTimeout(waiting.get(thread))
  waiting.set(
    thread,
    setTimeout(() => void save(thread), saveAfter),
  )
}

/** Nothing written is lost with the page. */
export function saveNow(): void {
  for (const thread of [...waiting.keys()]) void save(thread)
}

/** The server is back: it gets the drafts that did not reach it. */
export function saveAgain(): void {
  for (const thread of [...unsaved]) void save(thread)
}

async function save(thread: string): Promise<void> {
  clearTimeout(waiting.get(thread))
  waiting.delete(thread)
  const draft = draftOf(thread)
  keepDraft(owner, thread, draft)
  unsaved.add(thread)
  // What is too long for the server stays in this tab until it is shorter; so do all drafts where the server keeps no texts.
  if (charactersOf(draft.text) > limits.peek().text || card.peek().storage) return
  const answer = await server().saveDraft(thread, draft)
  if (!answer.ok) return
  saved.set(thread, draft.text)
  const composing = composingIn(thread)
  const now = draftOf(thread)
  if (now.text !== draft.text || now.replyTo !== draft.replyTo) return
  unsaved.delete(thread)
  forgetDraft(owner, thread)
  composing.value = { ...composing.peek(), savedAt: Date.now() }
}

function draftOf(thread: string): ShownDraft {
  const { text, replyTo } = composingIn(thread).peek()
  return text.trim() && replyTo ? { text, replyTo } : { text: text.trim() ? text : '' }
}

/** Words of another window of mine; taken only where nothing newer is written here. */
export function hearDraft(event: ShownEvent): void {
  if (event.topic !== 'draft.saved') return
  const { thread, draft } = event.data
  const composing = composings.get(thread)
  const text = draft?.text ?? ''
  if (!composing || waiting.has(thread) || composing.peek().text !== saved.get(thread)) return
  saved.set(thread, text)
  if (composing.peek().text === text) return
  const { replyTo: _, ...rest } = composing.peek()
  composing.value = { ...rest, text, ...(draft?.replyTo && { replyTo: draft.replyTo }) }
}
