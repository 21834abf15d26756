/** What a host has told nobody of, taken up from the account it keeps. */
import { afterEach, expect, test } from 'vitest'
import { createInbox, type Told } from '../../backend/companies/inbox.ts'
import { hearMissed, type MissedDeps } from '../../backend/missed/missed.ts'
import type { Store } from '../../backend/store/store.ts'
import { secretsIn } from '../secrets.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  test('a record the host cannot show hides no later change, and is asked for again', async () => {
    store = await stores.open()
    const changed = (id: string) =>
      ({ about: 'record', what: 'changed', record: { type: 'deal', id } }) as const
    const marks: (string | null)[] = []
    const seen: string[] = []
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
    await hearMissed(deps, 'north')
    expect(seen).toEqual(['2', '3'])
    await hearMissed(deps, 'north')
    expect(seen).toEqual(['2', '3'])
    expect(marks).toEqual([null, 'tomorrow'])

    broken = false
    const act = async (company: string, { hint, by }: Told) => {
      if (hint.about === 'record') await deps.onHint(company, hint, by)
      return 'acted on'
    }
    const secrets = await secretsIn(store)
    const now = () => new Date(Date.now() + 1000)
    await createInbox({ store, secrets, now, act, isEcho: () => false, received() {} }).work('north')
    expect(seen).toEqual(['2', '3', '1'])
  })
})
