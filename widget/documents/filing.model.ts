/** What files are called and what deals need, as an administrator changes it. */
import type { DocumentKind, FileClassSet, Filing, Kit, ShownFiling } from '../../backend/shown.ts'
import { server } from '../home/home.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { drafted } from '../roles/draft.model.ts'

const address = '/api/company/documents'

export const filing = drafted<ShownFiling, Filing>({
  load: () => server().call('GET', address),
  save: (wanted, version) => server().call('PUT', address, { filing: wanted, version }),
  part: ({ filing: now }) => now,
})

const empty = () => ({ ru: '', uk: '', en: '' })
const fresh = (what: string) => `${what}-${uuid7().slice(-12)}`

export function changeKind(id: string, to: Partial<DocumentKind>): void {
  filing.change((now) => ({
    ...now,
    kinds: now.kinds.map((one) => (one.id === id ? { ...one, ...to } : one)),
  }))
}

export function addKind(): string {
  const id = fresh('kind')
  filing.change((now) => ({ ...now, kinds: [...now.kinds, { id, title: empty(), class: null }] }))
  return id
}

export function changeClass(id: string, to: Partial<FileClassSet>): void {
  filing.change((now) => ({
    ...now,
    classes: now.classes.map((one) => (one.id === id ? { ...one, ...to } : one)),
  }))
}

export function addClass(): string {
  const id = fresh('class')
  filing.change((now) => ({ ...now, classes: [...now.classes, { id, title: empty(), closedTo: [] }] }))
  return id
}

/** Is offered no more, or again: files that have it keep it. */
export function retire(what: 'kinds' | 'classes', id: string, on: boolean): void {
  const again = <One extends { id: string; retiredAt?: string }>(all: One[]): One[] =>
    all.map((one) => {
      if (one.id !== id) return one
      const { retiredAt: _, ...rest } = one
      return (on ? { ...rest, retiredAt: new Date().toISOString() } : rest) as One
    })
  filing.change((now) =>
    what === 'kinds' ? { ...now, kinds: again(now.kinds) } : { ...now, classes: again(now.classes) },
  )
}

export function changeKit(id: string, change: (kit: Kit) => Kit): void {
  filing.change((now) => ({ ...now, kits: now.kits.map((one) => (one.id === id ? change(one) : one)) }))
}

export function addKit(): string {
  const id = fresh('kit')
  filing.change((now) => ({ ...now, kits: [...now.kits, { id, title: empty(), funnels: [], items: [] }] }))
  return id
}

export function removeKit(id: string): void {
  filing.change((now) => ({ ...now, kits: now.kits.filter((one) => one.id !== id) }))
}
