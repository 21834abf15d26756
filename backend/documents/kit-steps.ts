/**
 * What is done about a document that a record needs: asked for, come, wrong, put right, accepted. Each is a step, stored
 * one after another; how it stands is what the last one made it.
 */
import { and, asc, eq } from 'drizzle-orm'
import type { Act } from '../audit/acts.ts'
import { audit } from '../audit/audit.ts'
import type { FileRow } from '../files/files.ts'
import type { ThreadRow } from '../files/versions.ts'
import { Refused } from '../refused.ts'
import { directoryOf } from '../roles/directory.ts'
import { workingDeadline } from '../roles/hours.ts'
import type { Kit, KitNeed, KitState, KitStep } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { filingOf } from './filing.ts'

export type StepRow = Reading['t']['kitStep']['$inferSelect']

/** What each step makes of it; a step that is not there is not the next one. */
const leadsTo: Record<KitState, Partial<Record<KitStep, KitState>>> = {
  needed: { request: 'requested', receive: 'received' },
  requested: { request: 'requested', receive: 'received' },
  received: { receive: 'received', accept: 'accepted', reject: 'wrong' },
  wrong: { request: 'wrong', correct: 'corrected' },
  corrected: { correct: 'corrected', accept: 'accepted', reject: 'wrong' },
  // A newer version has to be accepted anew.
  accepted: { correct: 'corrected', reject: 'wrong' },
}

const ACTS: Record<KitStep, Act> = {
  request: 'document.requested',
  receive: 'document.received',
  reject: 'document.refused',
  correct: 'document.corrected',
  accept: 'document.accepted',
}

/** How it stands after these steps, in their order. */
export function stateAfter(steps: Pick<StepRow, 'step'>[]): KitState {
  return steps.reduce<KitState>((state, { step }) => leadsTo[state][step] ?? state, 'needed')
}

/** The step that a file makes which has come; undefined where it makes none. */
function stepOfFile(state: KitState): 'receive' | 'correct' | undefined {
  return leadsTo[state].receive ? 'receive' : leadsTo[state].correct ? 'correct' : undefined
}

/** What a record's deal needs by its funnel; undefined when nothing. */
export async function kitOf(r: Reading, record: string): Promise<Kit | undefined> {
  const { kits } = await filingOf(r)
  if (kits.length === 0) return undefined
  const { company, db, t } = r
  const [card] = await db
    .select({ seen: t.card.seen })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  const funnel = card?.seen?.funnel?.toLowerCase()
  const named = kits.find(({ funnels }) => funnels.some((one) => one.toLowerCase() === funnel))
  return named ?? kits.find(({ funnels }) => funnels.length === 0)
}

/** Steps of a record's documents by kind, in their order. */
export async function stepsOf(
  { company, db, t }: Reading,
  record: string,
  kind?: string,
): Promise<Map<string, StepRow[]>> {
  const rows = await db
    .select()
    .from(t.kitStep)
    .where(
      and(
        eq(t.kitStep.company, company),
        eq(t.kitStep.record, record),
        kind === undefined ? undefined : eq(t.kitStep.kind, kind),
      ),
    )
    .orderBy(asc(t.kitStep.number))
  return Map.groupBy(rows, (row) => row.kind)
}

export interface WantedStep
  extends Partial<Pick<StepRow, 'role' | 'person' | 'message' | 'file' | 'reason'>> {
  step: KitStep
  /** From 1: what the person saw was one less. */
  number: number
}

/**
 * Takes a step; the same by the same person again changes nothing.
 * @throws Refused `not_found` when the record needs no such document; `changed_meanwhile` when somebody else has taken a
 *   step; `wrong_step` when it does not come next
 */
export async function takeStep(
  w: Writing,
  viewer: Viewer,
  kind: string,
  wanted: WantedStep,
): Promise<boolean> {
  const { record } = viewer
  const need = (await kitOf(w, record))?.items.find((item) => item.kind === kind)
  if (!need) throw new Refused('not_found', 'no such document is needed')
  const steps = (await stepsOf(w, record, kind)).get(kind) ?? []
  const taken = steps[wanted.number - 1]
  if (taken && taken.step === wanted.step && taken.by === viewer.person) return false
  if (wanted.number !== steps.length + 1) throw new Refused('changed_meanwhile')
  await add(w, viewer, need, steps, wanted)
  return true
}

/** A file that everybody who sees the card sees has come: it may be what the record needs. Answers with the questions that asked for it. */
export async function receiveNeeded(
  w: Writing,
  viewer: Viewer,
  thread: ThreadRow,
  file: FileRow,
): Promise<string[]> {
  if (!file.kind || thread.kind === 'private') return []
  const { kind } = file
  const need = (await kitOf(w, thread.record))?.items.find((item) => item.kind === kind)
  if (!need) return []
  const steps = (await stepsOf(w, thread.record, kind)).get(kind) ?? []
  const step = stepOfFile(stateAfter(steps))
  if (!step || steps.some((one) => one.file === file.id)) return []
  const by = { ...viewer, record: thread.record }
  await add(w, by, need, steps, { step, number: steps.length + 1, file: file.id })
  return requestsIn(steps)
}

/** Questions by which it was asked for. */
export function requestsIn(steps: StepRow[]): string[] {
  return steps.flatMap(({ step, message }) => (step === 'request' && message ? [message] : []))
}

async function add(
  w: Writing,
  viewer: Viewer,
  { kind, hours }: KitNeed,
  steps: StepRow[],
  { step, number, ...rest }: WantedStep,
) {
  const state = stateAfter(steps)
  const next = leadsTo[state][step]
  if (!next) throw new Refused('wrong_step', `${step} does not come after ${state}`)
  const { company, db, t, now } = w
  const { record, person: by } = viewer
  const isDue = next === 'requested' || next === 'wrong'
  const deadline = isDue ? workingDeadline((await directoryOf(w)).hours, now, hours * 60) : null
  await db.insert(t.kitStep).values({ company, record, kind, number, step, at: now, by, deadline, ...rest })
  audit(w, {
    act: ACTS[step],
    by: viewer,
    on: { record, thing: rest.file ?? rest.message ?? null },
    data: { kind, number, state: next },
    values: { reason: rest.reason ?? undefined },
  })
  await w.emit('kit.changed', { record, data: {} })
}
