/** What the host says of tasks made from messages: taken over after a hint, and by comparing now and then. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Answer, CrmTask } from '../../crm-adapters/port.ts'
import type { Happened } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { type Talk, type TaskRow, tellChange } from './tasks.ts'

/** Tasks read in one slice. */
const SLICE = 98
/** Milliseconds after its completion in which a task is still looked at: it may be opened again. */
const SETTLED = 30 * 24 * 60 * 60 * 1000

export interface HostSideDeps {
  store: Store
  newId: () => string
  now: () => Date
  /** Asks the host as the company's administrator. */
  tasksAtHost(company: string, ids: string[]): Promise<Answer<{ tasks: CrmTask[]; gone: string[] }>>
  talk: Talk & {
    /** Says in a thread what has happened. */
    tellIn(w: Writing, thread: string, id: string, happened: Happened): Promise<void>
    /** Says it in the card's team thread. */
    tell(w: Writing, record: string, id: string, happened: Happened): Promise<void>
  }
}

/** Reads one task anew, if any message has it. False when the host did not say. */
export async function lookAtTask(deps: HostSideDeps, company: string, made: string): Promise<boolean> {
  const known = await deps.store.read(company, ({ db, t }) =>
    db
      .select({ id: t.task.id })
      .from(t.task)
      .where(and(eq(t.task.company, company), eq(t.task.made, made)))
      .limit(1),
  )
  return known.length === 0 || takeOver(deps, company, [made])
}

/** Compares the tasks after this one with the host's; answers with the last compared, undefined when all have been. */
export async function compareTasks(deps: HostSideDeps, company: string, after: string | undefined) {
  const rows = await deps.store.read(company, (r) => unsettled(r, deps.now(), after))
  if (rows.length === 0) return undefined
  const ids = rows.flatMap(({ made }) => made ?? [])
  // A host that does not answer will be asked again by the next round.
  if (!(await takeOver(deps, company, ids))) return undefined
  return rows.length < SLICE ? undefined : rows.at(-1)!.id
}

async function unsettled({ company, db, t }: Reading, now: Date, after = '') {
  const recent = new Date(now.getTime() - SETTLED)
  return db
    .select({ id: t.task.id, made: t.task.made })
    .from(t.task)
    .where(
      and(
        eq(t.task.company, company),
        gt(t.task.id, after),
        isNotNull(t.task.made),
        isNull(t.task.goneAt),
        or(isNull(t.task.doneAt), gt(t.task.doneAt, recent)),
      ),
    )
    .orderBy(asc(t.task.id))
    .limit(SLICE)
}

async function takeOver(deps: HostSideDeps, company: string, ids: string[]): Promise<boolean> {
  const answer = await deps.tasksAtHost(company, ids)
  if (!answer.ok) return false
  const found = new Map(answer.value.tasks.map((task) => [task.id, task]))
  const gone = new Set(answer.value.gone)
  const rows = await deps.store.read(company, (r) => tasksMade(r, ids))
  // Most comparisons find nothing, and a look is no commit.
  if (!rows.some((row) => changeOf(row, found, gone, deps.now()))) return true
  await deps.store.write(company, async (w) => {
    for (const row of await tasksMade(w, ids)) {
      const change = changeOf(row, found, gone, w.now)
      if (change) await keep(w, deps, row, change)
    }
  })
  return true
}

async function tasksMade({ company, db, t }: Reading, ids: string[]): Promise<TaskRow[]> {
  return db
    .select()
    .from(t.task)
    .where(and(eq(t.task.company, company), inArray(t.task.made, ids)))
}

type Change = Partial<TaskRow>

function changeOf(
  row: TaskRow,
  found: Map<string, CrmTask>,
  gone: Set<string>,
  now: Date,
): Change | undefined {
  const made = row.made ?? ''
  if (gone.has(made)) return row.goneAt ? undefined : { goneAt: now }
  const task = found.get(made)
  if (!task) return undefined
  const { title, url, doneBy } = task
  const seen = {
    title,
    url,
    doneBy,
    responsible: task.responsible ?? row.responsible,
    deadline: moment(task.deadline),
    doneAt: moment(task.doneAt),
    // Taken out of the trash.
    goneAt: null,
  }
  const same = Object.entries(seen).every(
    ([name, value]) => value?.valueOf() === row[name as keyof typeof seen]?.valueOf(),
  )
  return same ? undefined : seen
}

async function keep(w: Writing, { talk, newId }: HostSideDeps, row: TaskRow, change: Change) {
  const { company, db, t } = w
  const [task] = await db
    .update(t.task)
    .set(change)
    .where(and(eq(t.task.company, company), eq(t.task.id, row.id)))
    .returning()
  const thread = task && (await tellChange(w, talk, task))
  if (!thread || row.doneAt || !task.doneAt) return
  const happened: Happened = { what: 'task_done', title: task.title, by: task.doneBy }
  // Clients read their own threads: what the team has to do is the team's.
  if (thread.audience === 'client') await talk.tell(w, thread.record, newId(), happened)
  else await talk.tellIn(w, thread.id, newId(), happened)
}

function moment(written: string | null): Date | null {
  const time = written === null ? Number.NaN : Date.parse(written)
  return Number.isNaN(time) ? null : new Date(time)
}
