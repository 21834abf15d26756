/** Everything of forgetting somebody, put together. */
import { audit } from '../audit/audit.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import type { ErasureStatement } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import { forgetAgain } from './again.ts'
import { askErasure, callOff, decide, decisionsOf, lookAgain, shownErasures } from './asking.ts'
import { type CarryingDeps, carryOut, order } from './carrying-out.ts'
import { certificateOf } from './certificate.ts'
import { noteConsent, shownConsents, withdrawConsent } from './consents.ts'
import { paper } from './paper.ts'
import { previewErasure } from './preview.ts'
import type { ErasureRoutesDeps } from './routes.ts'

export interface ErasureParts extends CarryingDeps {
  now: () => Date
  /** Looks after what was ordered; does not wait for it. */
  soon(company: string): void
  eraseCompany(company: string): Promise<boolean>
}

export function createErasures(deps: ErasureParts) {
  const { store, secrets } = deps

  async function taken(by: Visitor, id: string, name: string) {
    const signed = await store.read(by.company, (r) => certificateOf(r, id))
    await store.write(by.company, async (w) => {
      audit(w, { act: 'exported', by, on: { thing: id }, data: { name } })
    })
    return signed
  }

  const erasures: ErasureRoutesDeps['erasures'] = {
    list: (company) => store.read(company, shownErasures),
    async ask(visitor, id, wanted) {
      await store.write(visitor.company, (w) => askErasure(w, secrets, visitor, id, wanted))
      return previewErasure(deps, visitor, id)
    },
    async preview(visitor, id) {
      await store.write(visitor.company, (w) => lookAgain(w, visitor, id))
      return previewErasure(deps, visitor, id)
    },
    decide: (visitor, id, decisions) =>
      store.write(visitor.company, async (w) => {
        await decide(w, visitor, id, decisions)
        const going = (await decisionsOf(w, id)).filter(({ decision }) => decision !== 'keep')
        return { confirm: going.length }
      }),
    callOff: (visitor, id) => store.write(visitor.company, (w) => callOff(w, visitor, id)),
    async order(visitor, id, confirmed) {
      const opening = await order(deps, visitor, id, confirmed)
      deps.soon(visitor.company)
      return opening
    },
    certificate: (visitor, id) => taken(visitor, id, 'certificate.json'),
    async paper(visitor, id, locale) {
      const language: Language = languageOf(locale)
      const signed = await taken(visitor, id, 'certificate.pdf')
      return paper(signed, JSON.parse(signed.statement) as ErasureStatement, language)
    },
    consents: (company) => store.read(company, shownConsents),
    noteConsent: (visitor, id, { givenAt, ...wanted }) =>
      store.write(visitor.company, async (w) => {
        await noteConsent(w, visitor, { id, ...wanted, givenAt: new Date(givenAt) })
        return shownConsents(w)
      }),
    withdrawConsent: (visitor, id) =>
      store.write(visitor.company, async (w) => {
        await withdrawConsent(w, visitor, id)
        return shownConsents(w)
      }),
  }

  return {
    erasures,
    /** Does a slice of what was ordered; true when there is more to do now. */
    carryOutErasures: (company: string) => carryOut(deps, company),
    /** Does again what a backup has brought back; to be awaited before anybody is let in. */
    forgetAgain: () => forgetAgain(deps),
    /** Lets the ledger go of those who are in no backup any more. */
    tidyLedger: () => deps.ledger.letGo(deps.now()),
  }
}
