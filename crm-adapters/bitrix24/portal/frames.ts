/** What a portal posts into an application's frame, and what it answers to `getInitData`. */
import { randomBytes } from 'node:crypto'
import { type Frame, personCalled, type World } from './world.ts'

/** A form ready to be posted to an application; `url` has the query in it. */
export interface PostedForm {
  url: string
  query: Record<string, string>
  form: Record<string, string>
}

export interface FrameRequest {
  person: string
  placement: string
  handler: string
  /** Bitrix24's own code of the language: Ukrainian is `ua`. */
  lang: string
  options: Record<string, string>
}

/** Signs the person in and writes the form; fields set to undefined in `overrides` are left out. */
export function postedForm(
  world: World,
  { person, placement, handler, lang, options }: FrameRequest,
  overrides: Overrides = {},
): PostedForm & { frame: Frame } {
  const frame = { sid: randomBytes(16).toString('hex'), person, placement, options }
  world.frames.set(frame.sid, frame)
  const { AUTH_ID, AUTH_EXPIRES, REFRESH_ID } = authOf(world, person)
  const query = mixed(
    { DOMAIN: world.domain, PROTOCOL: '0', LANG: lang, APP_SID: frame.sid },
    ofQuery(overrides),
  )
  const fields = {
    AUTH_ID,
    AUTH_EXPIRES,
    REFRESH_ID,
    SERVER_ENDPOINT: `${world.oauthOrigin}/rest/`,
    APPLICATION_TOKEN: world.applicationToken,
    APPLICATION_SCOPE: world.scopes.join(','),
    member_id: world.memberId,
    status: 'L',
    PLACEMENT: placement,
    ...((placement !== 'DEFAULT' || isCalled(options)) && { PLACEMENT_OPTIONS: asPhpWrites(options) }),
  }
  const form = mixed(fields, ofForm(overrides))
  const url = new URL(handler)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { url: url.href, query, form, frame }
}

export function authOf(world: World, person: string) {
  const { access, refresh } = world.tokens.issue(person)
  return { AUTH_ID: access, AUTH_EXPIRES: '3600', REFRESH_ID: refresh }
}

export function initData(world: World, { person, placement, options }: Frame, form: PostedForm) {
  const installing = placement === 'DEFAULT' && !world.installedAt
  return {
    LANG: form.query.LANG,
    DOMAIN: world.domain,
    PROTOCOL: 0,
    PATH: '/rest',
    AUTH_ID: form.form.AUTH_ID,
    AUTH_EXPIRES: 3600,
    REFRESH_ID: form.form.REFRESH_ID,
    MEMBER_ID: world.memberId,
    FIRST_RUN: installing,
    IS_ADMIN: Boolean(personCalled(world, person)?.admin),
    INSTALL: installing,
    USER_OPTIONS: world.userOptions.get(person) ?? {},
    APP_OPTIONS: world.appOptions,
    PLACEMENT: placement,
    PLACEMENT_OPTIONS: options,
  }
}

type Overrides = Record<string, string | undefined>

const queryFields = new Set(['DOMAIN', 'PROTOCOL', 'LANG', 'APP_SID'])

function ofQuery(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => queryFields.has(name)))
}

function ofForm(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => !queryFields.has(name)))
}

function mixed(fields: Record<string, string>, overrides: Overrides): Record<string, string> {
  const all = Object.entries({ ...fields, ...overrides })
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

// The application's main page has options only where it was called with some.
function isCalled(options: Record<string, string>): boolean {
  return Object.keys(options).some((name) => name !== 'URI')
}

function asPhpWrites(options: Record<string, string>): string {
  return JSON.stringify(options).replaceAll('/', '\\/')
}
