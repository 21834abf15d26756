/** How far an administrator has come in bringing us in. */
import type { RecordForm } from '../../crm-adapters/port.ts'

/** How far an administrator has come in bringing us into his organization. */
export interface ShownSetup {
  organization: { name: string; address: string }
  /** Who has signed in. */
  person: string
  /** Versions of our package; null where it is not there, or has not been built here. */
  package: { there: string | null; ours: string | null }
  /** The user our application acts as there, and whether he has his role. */
  application: { user: boolean; role: boolean }
  /** Its people may sign in. */
  connected: boolean
  /** What it tells us of, and what it was not asked to yet. */
  events: { bound: number; lacking: string[] }
  forms: RecordForm[]
  /** Forms that can be put back as they were. */
  former: { form: string; name: string; changedAt: string }[]
}
