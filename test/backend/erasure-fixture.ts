/** Somebody who is forgotten: asked for, decided and ordered as administrators do it, over HTTP. */
import { join } from 'node:path'
import { createErasures } from '../../backend/erasure/erasure.ts'
import { openLedger } from '../../backend/erasure/ledger.ts'
import { newId } from '../../backend/ids.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { openSecrets } from '../../backend/keys/secrets.ts'
import type {
  ErasureDecision,
  ErasureFind,
  ErasurePreview,
  ErasureSign,
  KeepReason,
} from '../../backend/shown.ts'
import type { Store } from '../../backend/store/store.ts'
import type { Visitor } from '../at-home.ts'
import type { World } from '../world.ts'

export type Decide = (find: ErasureFind) => { decision: ErasureDecision; reason?: KeepReason }

export async function look(
  who: Visitor,
  signs: ErasureSign[],
  people: string[] = [],
  id = newId(),
): Promise<ErasurePreview> {
  const { status, body } = await who.call('PUT', `/api/erasures/${id}`, { signs, people })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** Decides about every find, as many times as there are more to be shown. */
export async function decideAll(
  who: Visitor,
  preview: ErasurePreview,
  decide: Decide,
): Promise<ErasurePreview> {
  let shown = preview
  while (shown.finds.some(({ decided }) => !decided)) {
    const decisions = shown.finds
      .filter(({ decided }) => !decided)
      .map((find) => ({ thing: find.thing, ...decide(find) }))
    const { status, body } = await who.call('PUT', `/api/erasures/${shown.id}/decisions`, { decisions })
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    shown = (await who.call('GET', `/api/erasures/${shown.id}`)).body
  }
  return shown
}

/** Orders it and waits until the host has answered too. */
export async function orderIt(w: World, who: Visitor, { id, confirm }: ErasurePreview) {
  const answer = await who.call('POST', `/api/erasures/${id}/order`, { confirmed: confirm })
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  await w.parts.erasuresIdle()
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
  while (await w.parts.carryOutErasures(w.company));
  return answer.body
}

/** The first that can be done; kept what can't go. */
export const asOffered: Decide = ({ choices: [first] }) =>
  first === 'keep' ? { decision: 'keep', reason: 'hold' } : { decision: first! }

/** What the server does with a database that was brought back, before it lets anybody in. */
export async function forgottenAgain(w: World, store: Store): Promise<number> {
  const { settings, files, sessions } = w.parts
  const secrets = await openSecrets(store, await openCompanyKeys(store, settings))
  const { BACKUPS_KEPT: backupsKept } = settings
  const { forgetAgain } = createErasures({
    ...{ store, secrets, files, sessions, backupsKept, failed: fail },
    ledger: openLedger(join(w.folder, 'erasures'), secrets, backupsKept),
    now: w.clock.now,
    eraseCompany: async () => false,
    soon: () => {},
  })
  return forgetAgain()
}

function fail(error: unknown): never {
  throw error
}
