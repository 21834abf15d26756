/** What goes when its time is over or somebody asks for it, and what is taken out before: terms, dossiers, parting, erasure. */
import { join } from 'node:path'
import type { overseers } from './access/overseers.ts'
import { createErasing } from './companies/erasing.ts'
import { createDossiers } from './dossier/dossier.ts'
import { createErasures } from './erasure/erasure.ts'
import { openLedger } from './erasure/ledger.ts'
import type { Ground } from './ground.ts'
import { newId } from './ids.ts'
import { soon } from './later/soon.ts'
import { signAsCompany } from './leaving/acts.ts'
import type { createDeparting } from './leaving/departing.ts'
import type { Node } from './live/nodes.ts'
import { createPartings } from './parting/parting.ts'
import { createPurging } from './purging/purging.ts'
import type { Given, Reach } from './reach.ts'
import { root } from './root.ts'
import type { Viewer } from './signed-in.ts'
import { findThread } from './threads/find.ts'
import { tellIn } from './threads/happenings.ts'

export interface GoingDeps {
  ground: Ground
  reach: Reach
  departing: Pick<ReturnType<typeof createDeparting>, 'seen'>
  oversees: ReturnType<typeof overseers>
  away: Node['away']
}

export async function prepareGoing(given: Given, { ground, reach, departing, oversees, away }: GoingDeps) {
  const { settings, log, now, clock } = given
  const { store, files, secrets, failed, auditing, wallClock } = ground
  const { host, access, sessions } = reach

  const purging = createPurging({
    ...{ store, files, secrets, now, newId, failed, findThread, tellIn, wallClock },
    clock,
  })

  /** Whether he oversees the company, and the host shows him the record, now. */
  async function prove(viewer: Viewer) {
    await oversees(viewer, 'changing')
    access.forgetOne(viewer)
    await access.context(viewer)
  }

  const dossiers = createDossiers({
    ...{ store, files, newId, failed, root, prove, seen: departing.seen, seal: auditing.seal },
    sign: (company, text) => store.write(company, (w) => signAsCompany(w, secrets, text)),
    isDismissed: sessions.isDismissed,
  })

  const partings = createPartings({
    ...{ store, files, secrets, newId, failed, prove, seal: auditing.seal },
    ...{ leavesTo: host.leavesTo, largestFile: host.largestFile, ...dossiers.means },
  })

  const { ERASURE_LEDGER = join(settings.DATA_DIR, 'erasures'), BACKUPS_KEPT: backupsKept } = settings
  const ledger = openLedger(ERASURE_LEDGER, secrets, backupsKept)
  const erasing = createErasing({
    store,
    files,
    now,
    noted: ({ company, begun, rows, files: had }) =>
      ledger.note({ of: 'company', company, at: begun.toISOString(), rows, files: had }),
    forgotten(company, receipt) {
      away({ company, reason: 'erased' })
      log.info({ receipt }, 'a company that left is erased, as its administrator wished')
    },
  })

  const erasures = createErasures({
    ...{ store, files, secrets, ledger, backupsKept, sessions, now, failed },
    eraseCompany: erasing.erase,
    soon: (company) => eraseSoon(company),
  })
  const eraseSoon = soon(async (company) => {
    while (await erasures.carryOutErasures(company));
  }, failed)
  // Before anybody is let in: the database may be one that was brought back.
  await erasures.forgetAgain()

  return {
    purging,
    dossiers,
    partings,
    erasures,
    finishErasing: erasing.finish,
    /** Resolves when nothing that was ordered is being erased. */
    erasuresIdle: eraseSoon.idle,

    /** Takes one step of erasing a company that left and has not come back in time; true when there is more to do. */
    async eraseCompany(company: string): Promise<boolean> {
      wallClock.assertBelieved()
      return erasing.erase(company)
    },

    async stop() {
      await eraseSoon.idle()
      await dossiers.stop()
      await partings.stop()
    },
  }
}
