import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  test('a database of a newer version is refused in words, and left as it is', async () => {
    const store = await stores.open()
    const table = stores.name === 'SQLite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations'
    const later = Date.parse('2099-01-01T00:00:00Z')
    await store.write('any', async (w) => {
      const query = `insert into ${table} (hash, created_at) values ('of a later version', ${later}) returning hash`
      await w.rows(sql.raw(query))
    })
    await store.close()
    await expect(stores.reopen()).rejects.toThrow(/newer Dealthread: its tables are of 2099-01-01.*backup/)
  })
})
