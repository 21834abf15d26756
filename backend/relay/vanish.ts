/** What has gone over leaves the files too: the index's signposts, and the log of the database. */
import { tidyIndex } from '../search/search.ts'
import { isStirred, type Store, settled } from '../store/store.ts'

export async function vanish(store: Store, company: string) {
  if (!(await store.read(company, (r) => isStirred(r, 'vanishing')))) return
  // First: what goes over meanwhile asks for it anew.
  await store.write(company, (w) => settled(w, 'vanishing'))
  try {
    await tidyIndex(store, company)
    await store.scrub()
  } catch (error) {
    await store.write(company, async (w) => w.stir('vanishing'))
    throw error
  }
}
