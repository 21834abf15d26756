import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../backend/ids.ts'
import { learnPeople } from '../../backend/people/people.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { openTeamThread, openThread } from '../../backend/threads/threads.ts'

export const company = 'company'
export const me = 'person-0'
export const people = Array.from({ length: 30 }, (_, n) => `person-${n}`)

export interface Scratch {
  file: string
  /** By record. */
  threads: Map<string, string[]>
  open: () => ReturnType<typeof openSqlite>
  forget(): void
}

/** A database with people, and threads for each record: the team's and topics. */
export async function scratch(records: string[], threadsEach: number): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-bench-'))
  const file = join(folder, 'dealthread.db')
  const open = () => openSqlite(file)
  const store = await open()
  const threads = await furnish(store, { company, people, records, threadsEach })
  await store.close()
  return { file, threads, open, forget: () => rmSync(folder, { recursive: true, force: true }) }
}

interface Furniture {
  company: string
  /** The first of them opens everything. */
  people: string[]
  records: string[]
  threadsEach: number
}

/** People, and threads for each record: the team's and topics, of which five people are. Answers with them by record. */
export async function furnish(
  store: Store,
  { company, people, records, threadsEach }: Furniture,
): Promise<Map<string, string[]>> {
  const threads = new Map<string, string[]>()
  const [person = ''] = people
  await store.write(company, async (w) => {
    const someone = { position: 'Логист', photo: null, admin: false, active: true }
    await learnPeople(
      w,
      people.map((id) => ({ id, name: `Имя ${id}`, ...someone })),
    )
    for (const record of records) {
      const made = [(await openTeamThread(w, newId(), record, person)).id]
      for (let n = 1; n < threadsEach; n += 1) {
        const wanted = { id: newId(), kind: 'topic' as const, title: `Тема ${n}`, people: people.slice(0, 5) }
        made.push((await openThread(w, { company, person, record }, wanted)).thread.id)
      }
      threads.set(record, made)
    }
  })
  return threads
}
