/** What a host has told nobody of, taken up from the account it keeps. */
import { afterEach, expect, test } from 'vitest'
import { hearMissed, type MissedDeps } from '../../backend/missed/missed.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  test('a record the host cannot show hides no later change, and is asked for again', async () => {
    store = await stores.open()
    const changed = (id: string) =>
      ({ about: 'record', what: 'changed', record: { type: 'deal', id } }) as const
    const marks: (string | null)[] = []
    let seen: string[] = []
    let broken = true
    const deps: MissedDeps = {
      store,
      async changesSince(_, mark) {
        marks.push(mark)
        const hints = mark === null ? [changed('1'), changed('2'), changed('3')] : []
        return { ok: true, value: { hints, stale: false, mark: 'tomorrow' } }
      },
      async onHint(_, hint) {
        const id = hint.about === 'record' ? hint.record.id : ''
        if (broken && id === '1') throw new Error('the host did not say how deal:1 is')
        seen.push(id)
      },
      async compareAll() {},
    }
    await expect(hearMissed(deps, 'north')).rejects.toThrow('1 changes could not be looked at')
    expect(seen).toEqual(['2', '3'])

    broken = false
    seen = []
    await hearMissed(deps, 'north')
    expect(seen).toEqual(['1', '2', '3'])
    await hearMissed(deps, 'north')
    expect(marks).toEqual([null, null, 'tomorrow'])
  })
})
