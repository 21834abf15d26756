/**
 * A file too large for one request, brought to a note block by block. docs: "Use file column data", "Annotation files". Nothing
 * is to be seen of it before the last step, so that what was left half-way is simply begun anew.
 */
import { inBlocks } from '../bytes.ts'
import { text } from '../json.ts'
import type { Answer, ReadBytes } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { guidOf } from './guid-of.ts'

/** Bytes of a block at most; a file no larger goes in one piece. */
export const BLOCK = 4 * 1024 * 1024
/** Milliseconds a block may be on its way. */
const PATIENCE = 60_000
/** A block that has got lost is sent again under its own id, which puts it in its own place. */
const TRIES = 3

export async function bringInBlocks(
  dataverse: Dataverse,
  { id, row, size, bytes }: { id: string; row: Record<string, string>; size: number; bytes: ReadBytes },
): Promise<Answer<null>> {
  const Target = { annotationid: id, '@odata.type': 'Microsoft.Dynamics.CRM.annotation', ...row }
  const begun = await dataverse.perform('InitializeAnnotationBlocksUpload', { Target })
  if (!begun.ok) return begun
  const FileContinuationToken = text(begun.value.FileContinuationToken)
  if (!FileContinuationToken) return refusal('broken', 'InitializeAnnotationBlocksUpload: not as documented')

  const all = Math.ceil(size / BLOCK)
  const BlockList: string[] = []
  for await (const block of inBlocks(await bytes(), BLOCK)) {
    const BlockId = blockOf(id, BlockList.length)
    BlockList.push(BlockId)
    const BlockData = Buffer.from(block).toString('base64')
    const sent = await sendBlock(dataverse, { BlockId, BlockData, FileContinuationToken })
    if (!sent.ok) return { ...sent, message: `${sent.message}, block ${BlockList.length} of ${all}` }
  }
  const done = await dataverse.perform(
    'CommitAnnotationBlocksUpload',
    { Target, BlockList, FileContinuationToken },
    PATIENCE,
  )
  return done.ok ? { ok: true, value: null } : done
}

async function sendBlock(dataverse: Dataverse, block: Record<string, string>): Promise<Answer<unknown>> {
  let sent: Answer<unknown> = refusal('unreachable', 'UploadBlock: not tried')
  for (let tries = 0; tries < TRIES; tries += 1) {
    sent = await dataverse.perform('UploadBlock', block, PATIENCE)
    if (sent.ok || sent.reason !== 'unreachable') return sent
  }
  return sent
}

/** Base64, and as long as every other. */
const blockOf = (file: string, n: number) => Buffer.from(guidOf(`${file} block ${n}`)).toString('base64')
