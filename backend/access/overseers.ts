import type { Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { sight } from './sight.ts'

type Prove = (visitor: Visitor, doing: 'reading' | 'changing') => Promise<void>

/** Whether somebody oversees what is kept: compliance, by our own word, or an administrator, by the host's; `not_found` for anybody else. */
export function overseers({ store, administrator }: { store: Store; administrator: Prove }): Prove {
  return async (visitor, doing) => {
    const { company, person } = visitor
    const { standing } = await store.read(company, (r) => sight(r, { person, record: '' }))
    if (standing !== 'compliance') await administrator(visitor, doing)
  }
}
