/** The audit log as it is looked into: what is sought, what was found, and taking it out. */
import { batch, signal } from '@preact/signals'
import type { AuditAct, AuditHead, AuditPage } from '../../../backend/shown.ts'
import { query, type Result } from '../../asking.ts'
import { server } from '../home.model.ts'

export type Group = 'looks' | 'talk' | 'files' | 'people' | 'settings' | 'keeping'

export interface Sought {
  by: string
  record: string
  thing: string
  group: Group | ''
  /** Days, `2026-11-21`, as they are where one sits. */
  since: string
  until: string
}

const NOTHING: Sought = { by: '', record: '', thing: '', group: '', since: '', until: '' }

export const sought = signal<Sought>(NOTHING)
/** Undefined until the server has told. */
export const page = signal<AuditPage | undefined>(undefined)
export const head = signal<AuditHead | undefined>(undefined)
export const failure = signal<string | undefined>(undefined)
export const busy = signal(false)

const LOOKS = ['file.downloaded', 'file.previewed', 'denied', 'exported']

/** Which words of the log belong together for those who look into it. */
export function groupOf(act: AuditAct): Group {
  const [area = ''] = act.split('.')
  if (LOOKS.includes(act) || ['supervision', 'audit', 'dossier', 'dossiers'].includes(area)) return 'looks'
  if (['file', 'document'].includes(area)) return 'files'
  if (['session', 'invite', 'person', 'absence'].includes(area)) return 'people'
  if (['retention', 'hold', 'erasure', 'consent', 'key'].includes(area)) return 'keeping'
  if (['choices', 'roles', 'situations', 'fields', 'filing', 'company'].includes(area)) return 'settings'
  return 'talk'
}

export async function load(acts: readonly AuditAct[]): Promise<void> {
  busy.value = true
  const answer = await ask(acts)
  const told = await server().call<AuditHead>('GET', '/api/audit/head')
  batch(() => {
    busy.value = false
    failure.value = answer.ok ? undefined : answer.reason
    if (answer.ok) page.value = answer.value
    if (told.ok) head.value = told.value
  })
}

export function clear(acts: readonly AuditAct[]): Promise<void> {
  sought.value = NOTHING
  return load(acts)
}

/** From now on heads go into this record's history, or nowhere. */
export async function publishAt(record: string | null): Promise<Result<AuditHead>> {
  const answer = await server().call<AuditHead>('PUT', '/api/audit/head', { record })
  if (answer.ok) head.value = answer.value
  return answer
}

/** Earlier entries beneath those that are shown. */
export async function more(acts: readonly AuditAct[]): Promise<void> {
  const shown = page.peek()
  if (!shown?.before || busy.peek()) return
  busy.value = true
  const answer = await ask(acts, shown.before)
  batch(() => {
    busy.value = false
    if (!answer.ok) failure.value = answer.reason
    else if (page.peek() === shown)
      page.value = {
        ...answer.value,
        entries: [...shown.entries, ...answer.value.entries],
        names: { ...shown.names, ...answer.value.names },
      }
  })
}

/** What is sought, as a file; undefined when it could not be had. */
export async function takeOut(acts: readonly AuditAct[], as: 'csv' | 'jsonl'): Promise<Blob | undefined> {
  const { proven, attempt } = server()
  const path = `/api/audit/export.${as}${query(asked(acts))}`
  const answer = await proven(() => attempt('GET', path, undefined, (response) => response.blob()))
  if (!answer.ok) failure.value = answer.reason
  return answer.ok ? answer.value : undefined
}

function ask(acts: readonly AuditAct[], before?: number): Promise<Result<AuditPage>> {
  return server().call<AuditPage>('GET', `/api/audit${query({ ...asked(acts), before })}`)
}

function asked(acts: readonly AuditAct[]) {
  const { by, record, thing, group, since, until } = sought.peek()
  const some = (text: string) => text.trim() || undefined
  return {
    ...{ by: some(by), record: some(record), thing: some(thing) },
    acts: group ? acts.filter((act) => groupOf(act) === group).join() : undefined,
    since: since ? new Date(`${since}T00:00`).toISOString() : undefined,
    until: until ? dayAfter(until) : undefined,
  }
}

/** The end of a day, by the clock of whoever looks. */
function dayAfter(day: string): string {
  const end = new Date(`${day}T00:00`)
  end.setDate(end.getDate() + 1)
  return end.toISOString()
}
