/** Looking into the audit log, and taking it out: both are in it themselves, before anything is shown. */
import { audit } from '../audit/audit.ts'
import { publishAt } from '../audit/keeping.ts'
import { isOfKey, readNote } from '../audit/note.ts'
import { lastPublished, treeOf } from '../audit/seal.ts'
import { keysOf } from '../leaving/acts.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { AuditHead, AuditPage } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { auditPage, type Sought } from './entries.ts'
import { provenLines, tableLines } from './export.ts'

export interface InvestigatingDeps {
  store: Store
  /** Refused as `not_found` to whoever is no administrator. */
  administrator(visitor: Visitor, doing: 'changing'): Promise<void>
  /** Signs a slice of what was noted; true when there may be more. */
  seal(company: string): Promise<boolean>
}

export type ExportAs = 'proven' | 'table'

export function createInvestigating({ store, administrator, seal }: InvestigatingDeps) {
  return {
    async page(visitor: Visitor, sought: Sought, before?: number): Promise<AuditPage> {
      // Looked for outside of the write: a search through a long log keeps nobody from writing.
      const page = await store.read(visitor.company, (r) => auditPage(r, visitor, sought, before))
      await store.write(visitor.company, async (w) =>
        audit(w, { act: 'audit.read', by: visitor, values: { sought: { ...sought, before } } }),
      )
      return page
    },

    /** Lines of what was asked for, all of it signed. */
    async export(visitor: Visitor, sought: Sought, as: ExportAs): Promise<AsyncGenerator<string>> {
      const { company } = visitor
      await store.write(company, async (w) =>
        audit(w, { act: 'audit.exported', by: visitor, data: { as }, values: { sought } }),
      )
      while (await seal(company));
      if (as === 'proven') return provenLines(store, visitor, sought)
      const names = new Map<string, string>()
      return tableLines(store, visitor, sought, async (person) => {
        const known = names.get(person)
        if (known !== undefined) return known
        const name = (await store.read(company, (r) => peopleById(r, [person]))).get(person)?.name ?? ''
        names.set(person, name)
        return name
      })
    },

    head: (company: string): Promise<AuditHead> =>
      store.read(company, async (r) => {
        const tree = await treeOf(r)
        const head = tree && readNote(tree.note)
        const key = head && (await keysOf(r)).find(({ publicKey }) => isOfKey(head, publicKey))
        return {
          size: tree?.size ?? 0,
          at: tree?.at.toISOString() ?? null,
          published: await lastPublished(r),
          key: key?.publicKey ?? null,
          record: tree?.toldAt ?? null,
        }
      }),

    /** Has heads published in this record's history at the host, or in none; for administrators. */
    async publishAt(visitor: Visitor, record: string | null) {
      await administrator(visitor, 'changing')
      const { company } = visitor
      while (await seal(company));
      await store.write(company, async (w) => {
        const tree = await treeOf(w)
        if (!tree) throw new Refused('not_found', 'nothing is signed yet')
        audit(w, { act: 'audit.heads_moved', by: visitor, data: { before: tree.toldAt, after: record } })
        await publishAt(w, record)
      })
    },
  }
}

export type Investigating = ReturnType<typeof createInvestigating>
