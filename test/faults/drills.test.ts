/** Short versions of what `npm run faults` does at length. */
import { describe, expect, test } from 'vitest'
import { postgresWanted, startPostgres } from '../postgres.ts'
import { jump } from './clock.ts'
import { stopInTheMiddle } from './stop.ts'
import { updatePostgres, updateSqlite } from './updates.ts'
import { failUploads } from './uploads.ts'

const options = { program: ['dist/backend/main.js'], seed: 20, share: 0.1, minutes: 0 }

test('told to stop, a server answers what is on its way, tells its sockets and is gone in five seconds', async () => {
  expect((await stopInTheMiddle(options)).broken).toEqual([])
}, 90_000)

test('a clock that jumps by days, there and back, loses nothing and turns nothing round', async () => {
  expect((await jump(options)).broken).toEqual([])
}, 90_000)

test('whatever the disk refuses of a file, its sender is told why, sends it again, and has it whole', async () => {
  expect((await failUploads(options)).broken).toEqual([])
}, 90_000)

describe('a new version killed while it changes the tables, and started again, has all that was there', () => {
  test('of SQLite', async () => {
    expect((await updateSqlite(options)).broken).toEqual([])
  }, 90_000)

  test.skipIf(!postgresWanted)(
    'of Postgres',
    async () => {
      const url = await (await startPostgres()).database()
      expect((await updatePostgres(options, url)).broken).toEqual([])
    },
    90_000,
  )
})
