/** One request to the Web API and its answer, alone or within a batch. */
import type { Caller } from '../rights/caller.ts'
import type { World } from '../world.ts'

export interface Ask {
  method: string
  /** After `/api/data/v9.2/`, decoded. */
  path: string
  query: URLSearchParams
  headers: Headers
  body: string
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body?: object | string | Uint8Array<ArrayBuffer> | undefined
}

/** A request of somebody whose right to ask at all is proven. */
export interface Question extends Ask {
  world: World
  caller: Caller
  prefers: Preferences
}

export interface Preferences {
  /** Names of annotations wanted; `*` is all of them. */
  annotations: string | undefined
  maxPageSize: number | undefined
  representation: boolean
  trackChanges: boolean
  continueOnError: boolean
}

export function preferencesIn(headers: Headers): Preferences {
  const prefer = headers.get('prefer') ?? ''
  const [, annotations] = /odata\.include-annotations="?([^";]+)"?/.exec(prefer) ?? []
  const [, size] = /odata\.maxpagesize=(\d+)/.exec(prefer) ?? []
  return {
    annotations,
    maxPageSize: size ? Number(size) : undefined,
    representation: /return=representation/.test(prefer),
    trackChanges: /odata\.track-changes/.test(prefer),
    continueOnError: /odata\.continue-on-error/.test(prefer),
  }
}

export function apiOf(world: World): string {
  return `${world.origin}/api/data/${world.onPremises ? 'v9.1' : 'v9.2'}/`
}

export function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { status, body, headers: { 'Content-Type': 'application/json; odata.metadata=minimal', ...headers } }
}

export const nothing = (headers: Record<string, string> = {}): Answer => ({ status: 204, headers })
