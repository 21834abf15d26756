/** How far an administrator has come in bringing us in. */
import type { RecordForm } from '../../crm-adapters/port.ts'

/** How far an administrator has come in bringing us into his organization. */
export interface ShownSetup {
  organization: { name: string; address: string }
  /** Who has signed in. */
  person: string
  /** He is no administrator: some steps are not his to do. */
  customizer: boolean
  /** A company runs the environment by itself, with an AD FS. */
  onPremises: boolean
  /** Versions of our package; null where it is not there, or has not been built here. */
  package: { there: string | null; ours: string | null }
  /** The user our application acts as there, and whether he has his role. */
  application: { user: boolean; role: boolean; lacking: string[] }
  /** Its people may sign in. */
  connected: boolean
  /** What it tells us of, and what it was not asked to yet. */
  events: { bound: number; lacking: string[]; untracked: string[] }
  /** Menus of apps among them. */
  forms: RecordForm[]
  /** Forms that can be put back as they were. */
  former: { form: string; name: string; changedAt: string }[]
}

/** An environment the administrator may see. */
export interface ShownEnvironment {
  name: string
  address: string
  admin: boolean
}

/** What was done when we were let go; coming back is connecting again. */
export interface ShownLettingGo {
  /** Names of forms that were put back, and of those that still bear the tab. */
  back: string[]
  kept: string[]
}
