import { type RelayedRow, wordingIn } from './going.ts'

/** Deeds of one record's texts are done in the order they were said, beside whatever else is done there. */
export const laneOf = (record: string) => `texts ${record}`

/** A wording told anew, after it was taken back, is another errand. */
export const errandOf = (row: Pick<RelayedRow, 'message' | 'salt'>) =>
  `relay ${row.message} ${wordingIn(row)}`
