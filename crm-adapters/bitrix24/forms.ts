/** The form a portal posts into our frame. It comes through somebody's browser: every word of it is a claim. */
import type { HostRequest } from '../port.ts'

export interface Form {
  /** `member_id`, lower case. */
  company: string
  /** Host, perhaps with a port, lower case. */
  domain: string
  access: string
  refresh: string | null
  applicationToken: string | null
  /** Where the tokens are said to come from: chooses among allowed OAuth hosts, never adds one. */
  server: string | null
  placement: string
  /** Of `PLACEMENT_OPTIONS`, when it is a record's. */
  id: string | null
  /** Of the same, when our page was called from an activity of a record. */
  from: { entityTypeId: number; id: string } | null
  locale: string
}

const LONGEST_FIELD = 4096

/** Undefined when it is not what a portal sends. */
export function readForm({ query, form }: HostRequest): Form | undefined {
  const fields = { ...form, ...query }
  if (Object.values(fields).some((value) => typeof value !== 'string' || value.length > LONGEST_FIELD))
    return undefined
  const contradicts = Object.keys(query).some(
    (name) => Object.hasOwn(form, name) && form[name] !== query[name],
  )
  const company = claimedCompany({ query, form })
  const domain = matching(fields.DOMAIN, /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/i)
  const placement = matching(form.PLACEMENT, /^[A-Z0-9_]{1,64}$/)
  const access = matching(form.AUTH_ID, /^[\w.-]{8,1024}$/)
  const options = optionsIn(form.PLACEMENT_OPTIONS)
  if (contradicts || !company || !domain || !placement || !access) return undefined
  return {
    company,
    domain: domain.toLowerCase(),
    access,
    refresh: matching(form.REFRESH_ID, /^[\w.-]{8,1024}$/) ?? null,
    applicationToken: form.APPLICATION_TOKEN || null,
    server: form.SERVER_ENDPOINT || null,
    placement,
    id: idIn(options, 'ID'),
    from: callerIn(options),
    locale: claimedLocale({ query, form }),
  }
}

export function claimedCompany({ form }: HostRequest): string | undefined {
  return matching(form.member_id, /^[0-9a-f]{32}$/i)?.toLowerCase()
}

export function claimedLocale({ query }: HostRequest): string {
  const lang = matching(query.LANG, /^[a-z]{2}$/i)?.toLowerCase() ?? 'en'
  return locales[lang] ?? lang
}

// Bitrix24 names some languages its own way.
const locales: Record<string, string> = {
  ua: 'uk',
  kz: 'kk',
  la: 'es',
  br: 'pt-BR',
  in: 'hi',
  vn: 'vi',
  sc: 'zh-CN',
  tc: 'zh-TW',
}

function matching(value: string | undefined, pattern: RegExp): string | undefined {
  return value !== undefined && pattern.test(value) ? value : undefined
}

// Portals have sent `undefined` and lists here, and numbers for strings.
function optionsIn(options: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(options ?? '')
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {}
  } catch {
    return {}
  }
}

function idIn(options: Record<string, unknown>, name: string): string | null {
  const id = Object.hasOwn(options, name) ? options[name] : undefined
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return null
  return matching(String(id), /^[1-9]\d{0,11}$/) ?? null
}

function callerIn(options: Record<string, unknown>): Form['from'] {
  const [kind, id] = [idIn(options, 'entityTypeId'), idIn(options, 'entityId')]
  return kind && id ? { entityTypeId: Number(kind), id } : null
}
