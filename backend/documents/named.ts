import { and, or, type SQL, sql } from 'drizzle-orm'
import { wanted } from '../search/words.ts'
import type { Reading } from '../store/store.ts'

/** What stands within numbers of containers and bills, and in names between words. */
const BETWEEN = ['-', '_', '/', '.', ' ']

/** Files in whose names all these words are, in any form and any order, or parts of them; all files when nothing is asked for. */
export function whereNamed({ t }: Reading, asked: string): SQL | undefined {
  // As words are kept that are searched for: without these signs, and with one letter for two.
  const name = BETWEEN.reduce(
    (text, sign) => sql`replace(${text}, ${sign}, '')`,
    sql`replace(${t.file.nameKey}, 'ё', 'е')`,
  )
  // They are letters and digits: nothing that stands for anything else in a pattern.
  const has = (part: string) => sql`${name} like ${`%${part}%`}`
  return and(
    ...wanted(asked).map(({ stems, prefix }) => or(...[...stems, ...(prefix ? [prefix] : [])].map(has))),
  )
}
