/** Files of notes that come in blocks: nothing is there before all of them are committed. docs: "Use file column data". */
import { randomUUID } from 'node:crypto'
import { rowAt } from '../rows.ts'
import { apiOf, json, nothing } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { create, update } from '../webapi/write.ts'
import { tableCalled, type World } from '../world.ts'
import { type Action, type ActionAsked, given } from './asked.ts'

const LARGEST = 4 * 1024 * 1024

interface Upload {
  /** Whose it is: nobody else may go on with it. */
  by: string
  annotation: string
  blocks: Map<string, Buffer>
}

const uploads = new WeakMap<World, Map<string, Upload>>()

export const InitializeAnnotationBlocksUpload: Action = (asked) => {
  const FileContinuationToken = randomUUID()
  const own = uploads.get(asked.world) ?? new Map<string, Upload>()
  uploads.set(asked.world, own)
  const annotation = targetOf(asked).annotationid
  own.set(FileContinuationToken, { by: asked.caller.user.id, annotation, blocks: new Map() })
  return answered(asked, 'InitializeAnnotationBlocksUpload', { FileContinuationToken })
}

export const UploadBlock: Action = (asked) => {
  const { BlockId, BlockData } = given(asked)
  const { blocks } = uploadOf(asked)
  const id = Buffer.from(String(BlockId ?? ''), 'base64')
  const [first] = blocks.keys()
  if (id.length === 0 || id.length > 64 || (first !== undefined && first.length !== String(BlockId).length))
    throw refusals.badArgument('BlockId is empty, too long, or not as long as the others.')
  const data = Buffer.from(String(BlockData ?? ''), 'base64')
  if (data.length > LARGEST) throw refusals.badArgument('BlockData is larger than 4 MB.')
  blocks.set(String(BlockId), data)
  return nothing()
}

export const CommitAnnotationBlocksUpload: Action = (asked) => {
  const target = targetOf(asked)
  const { BlockList } = given(asked)
  const { blocks, annotation } = uploadOf(asked)
  if (annotation !== target.annotationid) throw refusals.badArgument('The upload is of another note.')
  const list = Array.isArray(BlockList) ? BlockList.map(String) : []
  const parts = list.map((id) => blocks.get(id))
  if (parts.some((part) => !part)) throw refusals.badArgument('A block of the list was not uploaded.')
  const bytes = Buffer.concat(parts.filter((part) => part !== undefined))
  const row = { ...target, documentbody: bytes.toString('base64') }
  const [table, body] = [tableCalled(asked.world, 'annotation'), JSON.stringify(row)]
  // One that is there already gets another file.
  if (rowAt(asked.world.rows, { table: 'annotation', id: annotation }))
    update({ ...asked, body }, table, annotation)
  else create({ ...asked, body }, table)
  uploads.get(asked.world)?.delete(tokenIn(asked))
  return answered(asked, 'CommitAnnotationBlocksUpload', {
    AnnotationId: target.annotationid,
    FileSizeInBytes: bytes.length,
  })
}

function targetOf(asked: ActionAsked): Record<string, unknown> & { annotationid: string } {
  const { Target } = given(asked)
  const target = (typeof Target === 'object' && Target !== null ? Target : {}) as Record<string, unknown>
  if (
    target['@odata.type'] !== 'Microsoft.Dynamics.CRM.annotation' ||
    typeof target.annotationid !== 'string'
  )
    throw refusals.badArgument('Target is no annotation with an annotationid.')
  return { ...target, annotationid: target.annotationid }
}

const tokenIn = (asked: ActionAsked) => String(given(asked).FileContinuationToken)

function uploadOf(asked: ActionAsked): Upload {
  const upload = uploads.get(asked.world)?.get(tokenIn(asked))
  if (upload?.by !== asked.caller.user.id) throw refusals.badArgument('FileContinuationToken is unknown.')
  return upload
}

function answered({ world }: ActionAsked, action: string, values: object) {
  return json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.${action}Response`,
    ...values,
  })
}
