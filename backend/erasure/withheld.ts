/**
 * What whoever decides is not shown of a find all the same: that somebody is spoken of in a private discussion of others he
 * learns, for it has to be decided about; what is said of him there only its people may read, and whoever reads it for a reason
 * that they are told. Otherwise a search for somebody would be a search through what is private.
 */
import { closedFiles, closedThreads } from '../access/closed.ts'
import type { Reading } from '../store/store.ts'
import type { Found } from './finding.ts'
import type { Located } from './located.ts'

/** Of these finds, by thing, those whose words this person is not shown. */
export async function withheldFrom(
  r: Reading,
  person: string,
  finds: Map<string, { found: Found; located: Located }>,
): Promise<Set<string>> {
  const all = [...finds]
  const threads = all.flatMap(([, { located }]) => located.thread?.id ?? located.covered.thread ?? [])
  const files = all.flatMap(([, { found }]) => fileIn(found) ?? [])
  const closed = {
    threads: await closedThreads(r, person, [...new Set(threads)]),
    files: await closedFiles(r, person, [...new Set(files)]),
  }
  return new Set(
    all.flatMap(([thing, { found, located }]) => {
      const isPrivate = closed.threads.has(located.thread?.id ?? located.covered.thread ?? '')
      const isOthers = found.kind === 'draft' && found.row.person !== person
      return isPrivate || isOthers || closed.files.has(fileIn(found) ?? '') ? [thing] : []
    }),
  )
}

/** The file it is or tells of, or whatever else it was done to. */
function fileIn({ kind, row }: Found): string | undefined {
  const id = kind === 'file' ? row.id : kind === 'seen' ? row.item : kind === 'audit' ? row.thing : undefined
  return typeof id === 'string' ? id : undefined
}
