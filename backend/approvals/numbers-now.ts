import { sight } from '../access/sight.ts'
import { contextWithout, emptyPanel, panelWithout } from '../access/veil.ts'
import type { Access } from '../cards/access.ts'
import type { Panels } from '../cards/panel.ts'
import { Refused } from '../refused.ts'
import type { DealNumbers } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { noNumbers, numbersOf } from './numbers.ts'

export interface NumbersDeps {
  store: Store
  access: Pick<Access, 'context'>
  panels: Pick<Panels, 'panel'>
}

/** The deal's numbers as a person is shown them now; what his host does not tell is left out. */
export function createNumbers({ store, access, panels }: NumbersDeps) {
  return async (viewer: Viewer): Promise<DealNumbers> => {
    // Whoever was invited to a thread knows nothing of the host.
    if (viewer.invited) return noNumbers
    const context = await access.context(viewer)
    const panel = await panels.panel(viewer).catch((error: unknown) => {
      // A host may be too busy for what surrounds a record; what it said of the record itself is known.
      if (error instanceof Refused) return emptyPanel
      throw error
    })
    const { hidden } = await store.read(viewer.company, (r) => sight(r, viewer))
    return numbersOf(contextWithout(context, hidden), panelWithout(panel, hidden))
  }
}
