import { absenceTables } from '../absences/tables.ts'
import { accessTables } from '../access/tables.ts'
import { acknowledgementTables } from '../acknowledgements/tables.ts'
import { anchorTables } from '../anchors/tables.ts'
import { approvalTables } from '../approvals/tables.ts'
import { auditTables } from '../audit/tables.ts'
import { awaitedTables } from '../awaited/tables.ts'
import { cardTables } from '../cards/tables.ts'
import { companyTables } from '../companies/tables.ts'
import { documentTables } from '../documents/tables.ts'
import { dossierTables } from '../dossier/tables.ts'
import { erasureTables } from '../erasure/tables.ts'
import { errandTables } from '../errands/tables.ts'
import { factTables } from '../facts/tables.ts'
import { fileTables } from '../files/tables.ts'
import { handoverTables } from '../handover/tables.ts'
import { holdTables } from '../holds/tables.ts'
import { keyTables } from '../keys/tables.ts'
import { laterTables } from '../later/tables.ts'
import { leavingTables } from '../leaving/tables.ts'
import { letterTables } from '../letters/tables.ts'
import { liveTables } from '../live/tables.ts'
import { mailTables } from '../mail/tables.ts'
import { missedTables } from '../missed/tables.ts'
import { noticeTables } from '../notices/tables.ts'
import { partingTables } from '../parting/tables.ts'
import { peopleTables } from '../people/tables.ts'
import { purgingTables } from '../purging/tables.ts'
import { pushTables } from '../push/tables.ts'
import { questionTables } from '../questions/tables.ts'
import { regionTables } from '../regions/tables.ts'
import { relayTables } from '../relay/tables.ts'
import { retentionTables } from '../retention/tables.ts'
import { roleTables } from '../roles/tables.ts'
import { settingUpTables } from '../setting-up/tables.ts'
import { signingInTables } from '../signing-in/tables.ts'
import { situationTables } from '../situations/tables.ts'
import { taskTables } from '../tasks/tables.ts'
import { threadTables } from '../threads/tables.ts'
import { unansweredTables } from '../unanswered/tables.ts'
import type { Columns } from './columns.ts'
import { storeTables } from './tables.ts'

/** Every table, collected from the features that own them. */
export const schema = (c: Columns) => ({
  ...storeTables(c),
  ...companyTables(c),
  ...keyTables(c),
  ...regionTables(c),
  ...signingInTables(c),
  ...settingUpTables(c),
  ...peopleTables(c),
  ...cardTables(c),
  ...accessTables(c),
  ...threadTables(c),
  ...relayTables(c),
  ...fileTables(c),
  ...documentTables(c),
  ...dossierTables(c),
  ...partingTables(c),
  ...taskTables(c),
  ...roleTables(c),
  ...awaitedTables(c),
  ...questionTables(c),
  ...factTables(c),
  ...approvalTables(c),
  ...acknowledgementTables(c),
  ...situationTables(c),
  ...errandTables(c),
  ...anchorTables(c),
  ...liveTables(c),
  ...laterTables(c),
  ...noticeTables(c),
  ...unansweredTables(c),
  ...letterTables(c),
  ...mailTables(c),
  ...pushTables(c),
  ...auditTables(c),
  ...leavingTables(c),
  ...retentionTables(c),
  ...holdTables(c),
  ...purgingTables(c),
  ...erasureTables(c),
  ...missedTables(c),
  ...handoverTables(c),
  ...absenceTables(c),
})

export type Tables = ReturnType<typeof schema>
