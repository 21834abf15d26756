/** Scope `disk`: the application's own storage, and each person's. A record has no folder of its own there; an application makes one. */
import type { DiskObject } from '../data/disk.ts'
import { childrenOf, keep, ownerOfRoot, ownRootOf } from '../disk.ts'
import { type World, written } from '../world.ts'
import { fits, type Row } from './filter.ts'
import { adminOnly, type Call, type Method, page, RestError } from './method.ts'
import { asParams, each, isYes, number, text } from './params.ts'

const STORAGE = 1366
const ROOT = 8910
const levels = [
  { ID: '42', NAME: 'disk_access_full', TITLE: 'Полный доступ' },
  { ID: '40', NAME: 'disk_access_edit', TITLE: 'Редактирование' },
  { ID: '38', NAME: 'disk_access_read', TITLE: 'Чтение' },
]

export const disk: Record<string, Method> = {
  'disk.storage.getForApp'(call) {
    adminOnly(call)
    return { result: storage(call.world) }
  },

  'disk.storage.getList'({ world, person, params }) {
    const mine: Row = ownStorage(world, person)
    return { result: fits(mine, asParams(params.filter)) ? [mine] : [], total: 1 }
  },

  'disk.storage.getChildren': (call) => children(call, STORAGE),
  'disk.folder.getChildren': (call) => children(call),

  'disk.storage.addFolder': (call) => addFolder(call, rootOf(call)),
  'disk.folder.addSubFolder': (call) => addFolder(call, folderIn(call)),

  'disk.storage.uploadFile': (call) => upload(call, rootOf(call)),
  'disk.folder.uploadFile': (call) => upload(call, folderIn(call)),

  'disk.rights.getTasks': () => ({ result: levels }),

  upload: posted,

  'disk.file.get'(call) {
    return { result: described(call.world, openFile(call)) }
  },

  'disk.file.delete'(call) {
    const file = openFile(call)
    call.world.disk.splice(call.world.disk.indexOf(file), 1)
    return { result: true }
  },

  'disk.file.markdeleted'(call) {
    const file = openFile(call)
    file.deletedAt = call.world.now()
    return { result: described(call.world, file) }
  },
}

function storage({ app }: Pick<World, 'app'>) {
  return {
    ID: String(STORAGE),
    NAME: app.clientId,
    CODE: null,
    MODULE_ID: 'disk',
    ENTITY_TYPE: 'restapp',
    ENTITY_ID: '3',
    ROOT_OBJECT_ID: String(ROOT),
  }
}

function ownStorage({ app }: World, { id, name, lastName }: Call['person']) {
  return {
    ...storage({ app }),
    ...{ ID: String(2000 + Number(id)), NAME: `${name} ${lastName}`, ENTITY_TYPE: 'user', ENTITY_ID: id },
    ROOT_OBJECT_ID: String(ownRootOf(id)),
  }
}

function children(call: Call, storageId?: number) {
  const parent = storageId === undefined ? folderIn(call) : rootOf(call)
  const all: Row[] = childrenOf(call.world, parent).map((one) => described(call.world, one))
  const { rows, ...counts } = page(
    all.filter((one) => fits(one, asParams(call.params.filter))),
    number(call.params.start),
  )
  return { result: rows, ...counts }
}

function addFolder({ world, person, params }: Call, parent: number | null) {
  const name = text(asParams(params.data).NAME)
  if (name === '') throw new RestError('ERROR_ARGUMENT', "Invalid value of parameter {Parameter 'NAME'}")
  refuseTwin(world, parent, name)
  const bytes = new Uint8Array()
  const folder: DiskObject = {
    id: world.serial(),
    type: 'folder',
    name,
    parent,
    author: person.id,
    at: world.now(),
    bytes,
    readers: [],
  }
  world.disk.push(folder)
  return { result: described(world, folder) }
}

function upload(call: Call, parent: number | null) {
  const { params } = call
  const wanted = { parent, unique: isYes(params.generateUniqueName), readers: readersIn(params.rights) }
  if (params.fileContent === undefined) return { result: place(call, wanted) }
  const [first = '', content = ''] = each(params.fileContent).map(text)
  return { result: store(call, wanted, text(asParams(params.data).NAME) || first, content) }
}

/** Where a file is to be put, and how. */
interface Wanted {
  parent: number | null
  unique: boolean
  readers: string[]
}

/** An address to post the file to, as a form. */
function place({ world, params }: Call, wanted: Wanted) {
  const token = `disk|${Buffer.from(JSON.stringify(wanted)).toString('base64url')}`
  const query = new URLSearchParams({ auth: text(params.auth), token })
  return { field: 'file', uploadUrl: `${world.origin}/rest/upload.json?${query}` }
}

function posted(call: Call) {
  const [, written = ''] = text(call.params.token).split('|')
  const [name, content] = each(call.params.file).map(text)
  if (written === '' || !name || content === undefined) throw notFound()
  const wanted: Wanted = JSON.parse(Buffer.from(written, 'base64url').toString())
  return { result: store(call, wanted, name, content) }
}

function store(
  { world, person }: Call,
  { parent, unique, readers }: Wanted,
  asked: string,
  content: string,
): Row {
  const name = unique ? uniqueName(world, parent, asked) : asked
  refuseTwin(world, parent, name)
  return described(world, keep(world, { name, parent, author: person.id, content, readers }))
}

function readersIn(rights: unknown): string[] {
  return each(rights).map((one) => text(asParams(one).ACCESS_CODE))
}

function refuseTwin(world: World, parent: number | null, name: string) {
  if (!childrenOf(world, parent).some((one) => one.name === name)) return
  throw new RestError('DISK_OBJ_22000', 'An object with this name already exists')
}

function uniqueName(world: World, parent: number | null, name: string): string {
  const taken = new Set(childrenOf(world, parent).map((one) => one.name))
  if (!taken.has(name)) return name
  const [, stem = name, extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let copy = 1
  while (taken.has(`${stem} (${copy})${extension}`)) copy += 1
  return `${stem} (${copy})${extension}`
}

function rootOf({ params }: Call): null {
  if (number(params.id) === STORAGE) return null
  throw notFound()
}

function folderIn({ world, person, params }: Call): number | null {
  const id = number(params.id)
  if (id === ROOT) return null
  if (ownerOfRoot(id) === person.id) return id
  const folder = world.disk.find((one) => one.id === id && one.type === 'folder' && !one.deletedAt)
  if (!folder) throw notFound()
  return folder.id
}

function openFile({ world, params }: Call): DiskObject {
  const id = number(params.id)
  const file = world.disk.find((one) => one.id === id && one.type === 'file')
  if (!file) throw notFound()
  return file
}

function notFound(): RestError {
  return new RestError('ERROR_NOT_FOUND', 'Could not find entity with id')
}

function described(
  { origin }: World,
  { id, type, name, parent, author, at, bytes, deletedAt }: DiskObject,
): Row {
  const common = {
    ID: id,
    NAME: name,
    CODE: null,
    STORAGE_ID: String(STORAGE),
    TYPE: type,
    PARENT_ID: String(parent ?? ROOT),
    DELETED_TYPE: deletedAt ? 3 : 0,
    CREATE_TIME: written(at),
    UPDATE_TIME: written(at),
    DELETE_TIME: deletedAt ? written(deletedAt) : null,
    CREATED_BY: author,
    UPDATED_BY: author,
    DELETED_BY: deletedAt ? author : null,
    DETAIL_URL: `${origin}/docs/file/${id}/`,
  }
  if (type === 'folder') return { ...common, REAL_OBJECT_ID: String(id) }
  return {
    ...common,
    GLOBAL_CONTENT_VERSION: 1,
    FILE_ID: id + 20_000,
    SIZE: String(bytes.length),
    DOWNLOAD_URL: `${origin}/rest/download.json?token=disk%7C${id}`,
  }
}
