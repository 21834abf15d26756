/** The documents a card's record needs, as people see them and move them on. */
import { and, eq } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import { placeOf, type Talk } from '../awaited/talk.ts'
import { type FindThread, seeFile } from '../files/files.ts'
import { askedHasCome } from '../questions/met.ts'
import { ask } from '../questions/questions.ts'
import { Refused } from '../refused.ts'
import type { ShownDocument, ShownKit, ShownKitItem } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { kitOf, requestsIn, type StepRow, stateAfter, stepsOf, takeStep } from './kit-steps.ts'
import { documentsById } from './panel.ts'

/** Whom a request asks: the client, whom our people reach themselves, or a role or a colleague by a question in a thread. */
export type Asked =
  | { client: true }
  | {
      to: { role: string } | { person: string }
      thread: string
      message: string
      said: Composed<{ text: string }>
    }

/** A step somebody takes by hand. What came on paper has no file. */
export type Move = { number: number } & (
  | { step: 'request'; asked: Asked }
  | { step: 'receive' | 'correct'; file?: string | undefined }
  | { step: 'reject'; reason: string }
  | { step: 'accept' }
)

export interface KitDeps {
  talk: Talk
  findThread: FindThread
}

/** Nothing for those who see only part of the card. */
export async function shownKit(r: Reading, viewer: Viewer): Promise<ShownKit> {
  const kit = (await seesKit(r, viewer)) ? await kitOf(r, viewer.record) : undefined
  if (!kit) return { items: [] }
  const steps = await stepsOf(r, viewer.record)
  const files = [...steps.values()].flatMap((taken) => fileIn(taken) ?? [])
  const documents = await documentsById(r, viewer, files)
  return {
    title: kit.title,
    items: kit.items.map(({ kind, hours }) => shownItem(kind, hours, steps.get(kind) ?? [], documents)),
  }
}

/**
 * Takes a step; false when it was taken already.
 * @throws Refused `not_found`, `read_only`, `changed_meanwhile`, `wrong_step`; `text_empty` without what is wrong;
 *   `other_readers` for a file not everybody sees; what `ask` refuses
 */
export async function moveOn(w: Writing, deps: KitDeps, viewer: Viewer, kind: string, wanted: Move) {
  if (!(await seesKit(w, viewer))) throw new Refused('not_found')
  if (!(await sight(w, viewer)).write) throw new Refused('read_only')
  const { number } = wanted
  switch (wanted.step) {
    case 'accept':
      return takeStep(w, viewer, kind, { step: 'accept', number })
    case 'reject':
      if (!wanted.reason.trim()) throw new Refused('text_empty', 'what is wrong has to be said')
      return takeStep(w, viewer, kind, { step: 'reject', number, reason: wanted.reason.trim() })
    case 'receive':
    case 'correct': {
      const { step, file } = wanted
      const found = file ? await seeFile(w, deps.findThread, viewer, file) : undefined
      if (found?.thread.kind === 'private')
        throw new Refused('other_readers', 'a private discussion is its people’s only')
      const fresh = await takeStep(w, viewer, kind, { step, number, file: file ?? null })
      if (!fresh) return false
      const requests = requestsIn((await stepsOf(w, viewer.record, kind)).get(kind) ?? [])
      const brought = found?.file.message ? await placeOf(w, found.file.message) : undefined
      await askedHasCome(w, deps.talk, viewer, requests, brought?.message)
      return true
    }
    case 'request':
      return request(w, deps, viewer, kind, wanted)
  }
}

async function request(
  w: Writing,
  { talk }: KitDeps,
  viewer: Viewer,
  kind: string,
  { number, asked }: Extract<Move, { step: 'request' }>,
): Promise<boolean> {
  if ('client' in asked) return takeStep(w, viewer, kind, { step: 'request', number })
  const { to, thread, message, said } = asked
  const fresh = await takeStep(w, viewer, kind, { step: 'request', number, message, ...to })
  if (!fresh) return false
  const last = (await stepsOf(w, viewer.record, kind)).get(kind)?.at(-1)
  await ask(w, talk, viewer, { thread, message }, { ...said, to, deadline: last?.deadline ?? 'fourHours' })
  return true
}

/** It is of the whole record: who is shown some of its threads only knows nothing of it. */
async function seesKit(r: Reading, viewer: Viewer): Promise<boolean> {
  const { invited, own } = await sight(r, viewer)
  if (invited || !own) return !invited
  const { company, db, t } = r
  const [card] = await db
    .select({ responsible: t.card.responsible })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, viewer.record)))
  return card?.responsible === viewer.person
}

function shownItem(
  kind: string,
  hours: number,
  steps: StepRow[],
  documents: Map<string, ShownDocument>,
): ShownKitItem {
  const last = steps.at(-1)
  const state = stateAfter(steps)
  const request = steps.findLast(({ step }) => step === 'request')
  const file = fileIn(steps)
  return {
    kind,
    hours,
    state,
    steps: steps.length,
    ...(last && { at: last.at.toISOString(), by: last.by }),
    ...(request && state !== 'accepted' && { asked: askedIn(request) }),
    ...(last?.deadline && { deadline: last.deadline.toISOString() }),
    ...(state === 'wrong' && { reason: steps.findLast(({ step }) => step === 'reject')?.reason ?? '' }),
    ...(file && documents.has(file) && { file: documents.get(file)! }),
  }
}

function askedIn({ role, person, message }: StepRow): NonNullable<ShownKitItem['asked']> {
  return { ...(role && { role }), ...(person && { person }), ...(message && { message }) }
}

function fileIn(steps: StepRow[]): string | undefined {
  return steps.findLast(({ file }) => file !== null)?.file ?? undefined
}
