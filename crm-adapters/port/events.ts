/** What hosts tell of themselves. */
import type { Grant, RecordRef } from '../port.ts'

/** Something a host has told of itself. It may be late, doubled, reordered or made up: whoever acts on it asks again first. */
export type Hint =
  | { about: 'record'; what: 'changed' | 'moved' | 'deleted'; record: RecordRef }
  /** Somebody has come; that somebody has left no host tells. */
  | { about: 'person'; person: string }
  | { about: 'task'; task: string }
  /** Somebody has pressed a button of ours among a record's activities. */
  | { about: 'activity'; record: RecordRef; activity: string; action: string }
  | { about: 'application'; what: 'installed' | 'updated' | 'tested' }
  /** `clean`: the administrator wished our data gone as well. */
  | { about: 'application'; what: 'uninstalled'; clean: boolean }

/** What a host's own account says has changed. */
export interface Changes {
  hints: Hint[]
  /** To be given the next time; means nothing but to the host's adapter. */
  mark: string
  /** The account does not reach back to the mark that was given: anything may have changed. */
  stale: boolean
}

/** An event as it arrived, unproven: read without asking anybody. */
export interface HostEvent {
  company: string
  /** To be compared with the installation's before anything else. */
  applicationToken: string | null
  /** The company whose secret it shows, where that is another: a copy of its environment tells us of itself. */
  copyOf?: string
  /** The host's name of it. */
  name: string
  hint: Hint
  /** Whose action it was, where the host says so. */
  by: string | null
  /** The same for the same event, told again. */
  key: string
  /** Tokens of who installed or updated us; secret. */
  grant: Pick<Grant, 'access' | 'refresh'> | null
}
