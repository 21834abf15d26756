import { and, eq, isNotNull, ne } from 'drizzle-orm'
import type { Deed } from '../../crm-adapters/port.ts'
import type { Errand } from '../errands/errands.ts'
import { isGuest } from '../people/guests.ts'
import type { Reading, Store } from '../store/store.ts'
import { type FileRow, fileById } from './files.ts'
import type { Files } from './port.ts'

export interface CarryDeps {
  store: Store
  files: Files
  /** Who is in a thread now. */
  membersOf(r: Reading, thread: string): Promise<string[]>
  /** Whether somebody is shown files of a class. */
  seesClass(r: Reading, person: string, of: string): Promise<boolean>
}

/** What the host is given of a file to be kept; undefined when there is nothing any more. */
export async function carried(
  { store, files, membersOf, seesClass }: CarryDeps,
  company: string,
  { id: key, deed }: Errand,
): Promise<Extract<Deed, { do: 'keep' }> | undefined> {
  if (deed.do !== 'keep') return undefined
  const { record, file: id } = deed
  const found = await store.read(company, async (r) => {
    const file = await fileById(r, id)
    if (!file || file.erasedAt || file.withdrawnAt) return undefined
    const asker = file.keepAskedBy ? [file.keepAskedBy] : []
    const all = [...new Set([...(await membersOf(r, file.thread)), file.author, ...asker])]
    const readers: string[] = []
    // People from outside are nobody at the host.
    for (const one of all.filter((id) => !isGuest(id)))
      if (!file.class || (await seesClass(r, one, file.class))) readers.push(one)
    return { file, readers, others: await keptBeside(r, file) }
  })
  if (!found) return undefined
  const { name, type, size } = found.file
  const { readers, others } = found
  const bytes = () => bytesOf(files, company, id)
  return { key, do: 'keep', record, name, type, size, readers, others, bytes }
}

/** What the host calls the other files kept from the same card. */
async function keptBeside({ company, db, t }: Reading, file: FileRow): Promise<string[]> {
  const mine = db
    .select({ record: t.thread.record })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, file.thread)))
  const rows = await db
    .select({ keptAs: t.file.keptAs })
    .from(t.file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.file.thread)))
    .where(
      and(
        eq(t.file.company, company),
        ne(t.file.id, file.id),
        isNotNull(t.file.keptAs),
        eq(t.thread.record, mine),
      ),
    )
  return rows.flatMap(({ keptAs }) => keptAs ?? [])
}

async function bytesOf(files: Files, company: string, file: string): Promise<Uint8Array> {
  const bytes = await files.get({ company, file })
  if (!bytes) throw new Error(`the bytes of file ${file} are missing`)
  return new Uint8Array(await new Response(bytes).arrayBuffer())
}
