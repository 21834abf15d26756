/** What a host is given of what was entrusted: it is read at the last moment, as it then is. */
import type { Answer, Deed, RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import type { Errand } from '../errands/errands.ts'
import { type CarryDeps, carried } from '../files/keep-carried.ts'
import { addressed } from '../notices/addressed.ts'
import { handed } from '../parting/handing.ts'
import { recordKey } from '../records.ts'
import { carriedText } from '../relay/carried.ts'
import type { Viewer } from '../signed-in.ts'
import { type ToldDeps, toldInTask } from '../tasks/told.ts'

export interface PreparingDeps extends ToldDeps, CarryDeps {
  /** The record as this person's host shows it. */
  look(company: string, person: string, record: RecordRef): Promise<Answer<RecordContext>>
  isWelcome(viewer: Viewer): Promise<boolean>
  /** Where a browser finds our own page at the company's host. */
  homeUrl(company: string): Promise<string | null>
}

export function createPreparing(deps: PreparingDeps) {
  return async (company: string, errand: Errand): Promise<Deed | undefined> => {
    const { id: key, deed } = errand
    switch (deed.do) {
      case 'task':
        return { ...deed, key, ...(await toldInTask(deps, company, key)) }
      case 'notice':
        return addressed(
          {
            look: (person, record) => deps.look(company, person, record),
            isInvited: (person, record) => deps.isWelcome({ company, person, record: recordKey(record) }),
            ownPage: () => deps.homeUrl(company),
          },
          { ...deed, key },
        )
      case 'keep':
        return carried(deps, company, errand)
      case 'relay':
        return carriedText(deps.store, company, errand)
      case 'leave':
        return handed(deps, company, errand)
      default:
        return { ...deed, key }
    }
  }
}
