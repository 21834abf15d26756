/** The log, taken out: with its proofs for a verifier, or as a table for people. Written as it is read, for it may be long. */

import { leafText } from '../audit/leaf.ts'
import { isOfKey, readNote } from '../audit/note.ts'
import { rangesOf } from '../audit/proofs.ts'
import { treeOf } from '../audit/seal.ts'
import { inclusionProof } from '../audit/tree.ts'
import { keysOf } from '../leaving/acts.ts'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { csvLine } from './csv.ts'
import { countUpTo, isAll, type Sought, showEntry, someAfter } from './entries.ts'

const SLICE = 500

/** Lines of JSON, as `tools/audit/verifier.mjs` reads them. Refused as `not_found` when nothing is signed yet. */
export async function* provenLines(store: Store, visitor: Visitor, sought: Sought): AsyncGenerator<string> {
  const { company } = visitor
  const whole = isAll(sought)
  const { note, size, publicKey, entries, rootOf } = await store.read(company, async (r) => {
    const tree = await treeOf(r)
    const head = tree && readNote(tree.note)
    const key = head && (await keysOf(r)).find(({ publicKey }) => isOfKey(head, publicKey))
    if (!key) throw new Refused('not_found', 'nothing is signed yet')
    const entries = whole ? tree.size : await countUpTo(r, sought, tree.size)
    return { ...tree, publicKey: key.publicKey, entries, rootOf: whole ? undefined : await rangesOf(r) }
  })
  yield `${JSON.stringify({ format: 'dealthread.audit.1', company, size, note, publicKey, whole, entries })}\n`

  for await (const row of rowsUpTo(store, visitor, sought, size)) {
    const proof = rootOf && (await inclusionProof(row.position - 1, size, rootOf))
    const line = {
      leaf: leafText(row),
      kept: row.kept ?? {},
      ...(row.withheld && { withheld: true }),
      ...(proof && { proof: proof.map((hash) => hash.toString('base64')) }),
    }
    yield `${JSON.stringify(line)}\n`
  }
}

const COLUMNS = ['position', 'at', 'act', 'by', 'name', 'record', 'thread', 'thing', 'data', 'values']

/** A table as spreadsheets read it, with a mark that says it is UTF-8. */
export async function* tableLines(
  store: Store,
  visitor: Visitor,
  sought: Sought,
  nameOf: (person: string) => Promise<string>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS)}`
  for await (const row of rowsUpTo(store, visitor, sought, Number.MAX_SAFE_INTEGER)) {
    const { position, at, act, by, record, thread, thing, data, values } = showEntry(row)
    const cells = [position, at, act, by, await nameOf(by), record, thread, thing]
    yield csvLine([...cells, JSON.stringify(data), JSON.stringify(values)])
  }
}

async function* rowsUpTo(store: Store, visitor: Visitor, sought: Sought, upTo: number) {
  for (let after = 0; ; ) {
    const rows = await store.read(visitor.company, (r) =>
      someAfter(r, sought, visitor, { after, upTo, limit: SLICE }),
    )
    yield* rows
    if (rows.length < SLICE) return
    after = rows.at(-1)!.position
  }
}
