import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetMessage, indexMessage, tidyIndex } from '../../backend/search/search.ts'
import { terms } from '../../backend/search/words.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a word that nobody says any more is nowhere in the files, once the index is tidied and they are checkpointed', async () => {
  const store = await openSqlite(join(folder, 'a.db'))
  const say = (id: string, text: string) =>
    store.write('north', (w) => indexMessage(w, { id, thread: 'team' }, terms(text)))

  for (let n = 0; n < 600; n++) {
    await Promise.all([say(`kept-${n}`, `остаток ${n} kept${n}`), say(`gone-${n}`, `zgone${n} остаток`)])
  }
  for (let n = 0; n < 600; n += 2) {
    await store.write('north', (w) => forgetMessage(w, `gone-${n}`))
    await say(`gone-${n + 1}`, 'сказано иначе')
  }
  await tidyIndex(store, 'north')
  await store.close()

  const bytes = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join()
  expect(bytes.match(/kept\d/g)!.length).toBeGreaterThan(0)
  expect(bytes.match(/zgon\w*/g)).toBeNull()
})
