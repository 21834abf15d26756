/** Disk: a chat's file laid into its record's folder of the application's storage, and archives into a person's own; each once. */
import { whole } from '../bytes.ts'
import { type Json, list, object, text } from '../json.ts'
import type { Answer, Deed, Done, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import type { Rest } from './rest.ts'

type Keep = Extract<Deed, { do: 'keep' }>
type Leave = Extract<Deed, { do: 'leave' }>

/** Bytes that go along in the call itself; larger files are posted to where the portal says. */
const IN_THE_CALL = 1024 * 1024
const PAGE = 50
/** Pages of a large folder that are asked for together. */
const TOGETHER = 10
/** Of a folder; 100,000 files. More than any has: a portal that does not hear which page is meant never comes to the last. */
const MOST_PAGES = 2000
/** Bytes of a file that is posted: what a portal of the cloud is known to take (docs: im.v2.File.upload). */
export const LARGEST = 100 * 1024 * 1024
/** The folder of what we leave in a person's own storage. */
const LEFT = 'Dealthread'

export const keep: Doing<Keep> = {
  async act(portal, deed) {
    const storage = await opened(portal)
    if (!storage.ok) return storage
    const { root, reading } = storage.value
    const folder = await folderOf(portal, root, folderName(deed.record))
    if (!folder.ok) return folder
    // Given up and entrusted anew, it may lie there from then.
    const before = await lying(portal, folder.value, deed)
    if (!before.ok) return before
    if (before.value) return { ok: true, value: before.value }
    const rights = reading ? deed.readers.map((id) => ({ TASK_ID: reading, ACCESS_CODE: `U${id}` })) : []
    return laid(await upload(portal, folder.value, deed, { generateUniqueName: true, rights }))
  },

  async done(portal, deed) {
    const storage = await opened(portal)
    if (!storage.ok) return storage
    const folder = await found(portal, storage.value.root, folderName(deed.record))
    if (!folder.ok) return folder
    return folder.value ? lying(portal, folder.value, deed) : { ok: true, value: null }
  },
}

/** An application's storage may go with the application (a portal asks, and drops it): what is to stay lies in a person's own. */
export const leave: Doing<Leave> = {
  async act(portal, deed) {
    if (deed.size > LARGEST) return refusal('unsupported', `Disk is given files of ${LARGEST} bytes at most`)
    const root = await ownOf(portal, deed.person)
    if (!root.ok) return root
    const folder = await folderOf(portal, root.value, LEFT)
    if (!folder.ok) return folder
    const before = await fileCalled(portal, folder.value, deed)
    if (!before.ok) return before
    return before.value ? { ok: true, value: before.value } : laid(await upload(portal, folder.value, deed))
  },

  async done(portal, deed) {
    const root = await ownOf(portal, deed.person)
    if (!root.ok) return root
    const folder = await found(portal, root.value, LEFT)
    if (!folder.ok) return folder
    return folder.value ? fileCalled(portal, folder.value, deed) : { ok: true, value: null }
  },
}

/** The root of a person's own storage. docs: disk.storage.getList */
async function ownOf(portal: Rest, person: string): Promise<Answer<string>> {
  const filter = { ENTITY_TYPE: 'user', ENTITY_ID: person }
  const asked = await portal.call('disk.storage.getList', { filter })
  if (!asked.ok) return asked
  const [storage] = list(asked.value)
  return storage?.ROOT_OBJECT_ID
    ? { ok: true, value: String(storage.ROOT_OBJECT_ID) }
    : refusal('broken', 'disk.storage.getList: he has no storage of his own')
}

async function fileCalled(
  portal: Rest,
  folder: string,
  { name, size }: Pick<Leave, 'name' | 'size'>,
): Promise<Answer<Done | null>> {
  const children = await portal.call('disk.folder.getChildren', { id: folder, filter: { NAME: name } })
  if (!children.ok) return children
  const file = list(children.value).find(
    ({ TYPE, NAME, SIZE }) => TYPE === 'file' && NAME === name && Number(SIZE) === size,
  )
  return { ok: true, value: file ? kept(file) : null }
}

/** The application's storage, made by the portal when first asked for, and its word for the right to read. */
async function opened(portal: Rest): Promise<Answer<{ root: string; reading: string | undefined }>> {
  const asked = await portal.batch({
    storage: { method: 'disk.storage.getForApp' },
    levels: { method: 'disk.rights.getTasks' },
  })
  if (!asked.ok) return asked
  const { storage, levels } = asked.value
  if (!storage.ok) return storage
  const { ROOT_OBJECT_ID: root } = object(storage.value.value)
  if (!root) return refusal('broken', 'disk.storage.getForApp: no root')
  const reading = (levels.ok ? list(levels.value.value) : []).find(({ NAME }) => NAME === 'disk_access_read')
  return { ok: true, value: { root: String(root), reading: reading && String(reading.ID) } }
}

/** Named for good: a record's title may change. */
function folderName({ type, id }: RecordRef): string {
  return `${type}-${id}`
}

async function folderOf(portal: Rest, root: string, name: string): Promise<Answer<string>> {
  const there = await found(portal, root, name)
  if (!there.ok) return there
  if (there.value) return { ok: true, value: there.value }
  const made = await portal.call('disk.folder.addSubFolder', { id: root, data: { NAME: name } })
  if (made.ok) return { ok: true, value: String(object(made.value).ID) }
  if (made.reason !== 'broken') return made
  // The name is taken: somebody was faster.
  const again = await found(portal, root, name)
  if (!again.ok) return again
  return again.value ? { ok: true, value: again.value } : made
}

async function found(portal: Rest, root: string, name: string): Promise<Answer<string | null>> {
  const children = await portal.call('disk.folder.getChildren', { id: root, filter: { NAME: name } })
  if (!children.ok) return children
  const folder = list(children.value).find(({ TYPE, NAME }) => TYPE === 'folder' && NAME === name)
  return { ok: true, value: folder ? String(folder.ID) : null }
}

/** The file of an earlier try: of that size, under its name or the one the portal makes when that is taken. */
async function lying(
  portal: Rest,
  folder: string,
  { name, size, others }: Keep,
): Promise<Answer<Done | null>> {
  // Most folders have no second page.
  for (let page = 0; page < MOST_PAGES; page += page === 0 ? 1 : TOGETHER) {
    const asked = await pagesOf(portal, folder, page, page === 0 ? 1 : TOGETHER)
    if (!asked.ok) return asked
    const pages = asked.value
    const file = pages
      .flat()
      .find(
        ({ ID, TYPE, NAME, SIZE }) =>
          TYPE === 'file' && Number(SIZE) === size && isNamed(NAME, name) && !others.includes(String(ID)),
      )
    if (file) return { ok: true, value: kept(file) }
    if (pages.some((rows) => rows.length < PAGE)) return { ok: true, value: null }
  }
  // Not known to be absent: kept again, it might lie there twice.
  return refusal('broken', `disk.folder.getChildren: more than ${MOST_PAGES} pages`)
}

async function pagesOf(portal: Rest, folder: string, from: number, count: number): Promise<Answer<Json[][]>> {
  const commands = Array.from({ length: count }, (_, n) => [
    `page${n}`,
    { method: 'disk.folder.getChildren', params: { id: folder, start: (from + n) * PAGE } },
  ])
  const asked = await portal.batch(Object.fromEntries(commands))
  if (!asked.ok) return asked
  const pages: Json[][] = []
  for (const one of Object.values(asked.value)) {
    if (!one.ok) return one
    pages.push(list(one.value.value))
  }
  return { ok: true, value: pages }
}

/** `договор.pdf` lies there as `договор (1).pdf` when there was one before. */
function isNamed(given: unknown, name: string): boolean {
  const [, stem = name, extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? []
  const lies = text(given) ?? ''
  if (lies === name) return true
  if (!lies.startsWith(`${stem} (`) || !lies.endsWith(`)${extension}`)) return false
  return /^\d+$/.test(lies.slice(stem.length + 2, lies.length - extension.length - 1))
}

async function upload(
  portal: Rest,
  folder: string,
  { name, size, bytes }: Pick<Keep, 'name' | 'size' | 'bytes'>,
  { rights = [], ...how }: { generateUniqueName?: boolean; rights?: Json[] } = {},
): Promise<Answer<unknown>> {
  const into = { id: folder, data: { NAME: name }, ...how, ...(rights.length > 0 && { rights }) }
  if (size <= IN_THE_CALL) {
    const fileContent = [name, Buffer.from(await whole(await bytes())).toString('base64')]
    return portal.call('disk.folder.uploadFile', { ...into, fileContent })
  }
  const place = await portal.call('disk.folder.uploadFile', into)
  if (!place.ok) return place
  const { uploadUrl, field } = object(place.value)
  return portal.post(text(uploadUrl) ?? '', { field: text(field) ?? 'file', name, size, bytes })
}

function laid(uploaded: Answer<unknown>): Answer<Done> {
  if (!uploaded.ok) return uploaded
  const file = object(uploaded.value)
  return file.ID ? { ok: true, value: kept(file) } : refusal('broken', 'disk.folder.uploadFile: no file')
}

function kept({ ID, DETAIL_URL }: Json): Done {
  const url = text(DETAIL_URL)
  const page = url && URL.canParse(url) ? new URL(url) : undefined
  return { id: String(ID), url: page ? page.pathname + page.search : null }
}
