/** Who looks at the organization's app and how: all of it stands in the address, so that two windows can be two people. */
import { people as staff } from '../data/people.ts'
import { guidOf, isGuid } from '../ids.ts'
import { type Row, rowAt, textIn } from '../rows.ts'
import type { World } from '../world.ts'
import { type Words, words } from './words.ts'

export interface Viewer {
  world: World
  /** A row of `systemuser`. */
  user: Row
  /** The story's number of him; what an address names him by. */
  number: string
  lcid: number
  rtl: boolean
  theme: 'light' | 'dark'
  /** A form without code components and side panes, as on-premises has them. */
  onPremises: boolean
  say: Words
  /** An address of the app for the same viewer, or for another. */
  to(path: string, changed?: Record<string, string>): string
  /** Path and query of this page. */
  here: string
}

const FIRST = '7'
export const HEBREW = 1037
export const lcids = [1033, 1049, 1058, HEBREW]

/** Undefined when nobody of that number works here. */
export function viewerOf(world: World, address: URL): Viewer | undefined {
  const { searchParams: query, pathname, search } = address
  const asked = query.get('as') ?? FIRST
  const user = rowAt(world.rows, {
    table: 'systemuser',
    id: isGuid(asked) ? asked : guidOf('systemuser', Number(asked)),
  })
  if (!user || user.values.applicationid) return undefined
  const number = String(Number(user.id.slice(-12)))
  const lcid = lcids.find((one) => String(one) === query.get('lcid')) ?? languageAtFirst(number)
  // A person's own setting: the Web API writes values in it as well.
  world.languages.set(user.id, lcid)
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  const onPremises = query.get('onpremises') === '1'
  const kept = {
    as: number,
    ...(lcid !== languageAtFirst(number) && { lcid: String(lcid) }),
    ...(theme === 'dark' && { theme }),
    ...(onPremises && { onpremises: '1' }),
  }
  const to = (path: string, changed: Record<string, string> = {}) => {
    const url = new URL(path, world.origin)
    const given = { ...kept, ...changed }
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value)
    return url.pathname + url.search
  }
  return {
    world,
    user,
    number,
    lcid,
    rtl: lcid === HEBREW,
    theme,
    onPremises,
    say: words[lcid] ?? words[1033]!,
    to,
    here: pathname + search,
  }
}

export function nameOf(user: Row): string {
  return textIn(user, 'fullname')
}

function languageAtFirst(number: string): number {
  return staff.find((one) => String(one.number) === number)?.language ?? 1033
}
