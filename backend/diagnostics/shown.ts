/** How the connection with the host is, for its administrator. Names are the host's own; no token, no word of the talk. */
import type { CrmRefusal, HostName } from '../../crm-adapters/port.ts'
import type { ShownPerson } from '../shown.ts'

/** How the connection with the host is, for its administrator. Names are the host's own; no token, no word of the talk. */
export interface Diagnosis {
  at: string
  /** The host's origin. */
  portal: string
  findings: Finding[]
}

export type Condition = 'ok' | 'attention' | 'broken'

/** One line of it. Times are ISO 8601, null for never. */
export type Finding = { state: Condition } & (
  | { about: 'address'; url: string; https: boolean; policy: string }
  | { about: 'placements'; bound: string[]; lacking: string[]; at: string | null }
  | { about: 'scopes'; granted: string[]; lacking: string[] }
  | {
      about: 'events'
      lacking: string[]
      lastAt: string | null
      /** Told and not yet acted on. */
      waiting: number
      failing: { name: string; at: string; tries: number; outcome: string; givenUp: boolean }[]
    }
  /** With whose rights we look after ourselves. */
  | { about: 'grant'; person: ShownPerson | null; renewedAt: string | null; deadAt: string | null }
  | {
      about: 'calls'
      /** In the last hour; milliseconds of those that took longest but one in twenty. */
      count: number
      refused: number
      repeated: number
      slow: number
      waiting: number
      resting: { method: string; until: string }[]
      shut: boolean
    }
  | { about: 'refusals'; calls: { at: string; method: string; reason: CrmRefusal; status: number | null }[] }
  | {
      about: 'errands'
      failed: { kind: string; record: string | null; reason: CrmRefusal; tries: number; at: string }[]
    }
  | { about: 'people'; readAt: string | null; present: number; left: number }
  | { about: 'plan'; plan: string | null; unpaidAt: string | null }
  /** Environments copied from the company's, which tell us of themselves; nothing they tell is acted on. Only where there are. */
  | { about: 'copies'; copies: { id: string; firstAt: string; lastAt: string }[] }
  /** Of what we would ask of a host, what this one has nowhere, by its names; only where there is such. Nothing that is broken. */
  | { about: 'missing'; names: string[] }
  /** Where all we keep has to lie; `push`: services abroad that ring browsers all the same. Only where it is required. */
  | { about: 'region'; name: string; push: string[] }
  | { about: 'version'; version: string; host: HostName; installedAt: string }
)

/** What came of asking the host for something on the diagnostics page; `refused` says why nothing did. */
export interface Attempt {
  at: string
  refused?: CrmRefusal
}
