/** Things kept by a company over the months, and the clock that lets them go. */
import { createHash } from 'node:crypto'
import { verifyFile } from '../../backend/leaving/signing.ts'
import type { PurgeStatement, RetentionPreview, RetentionRule, ShownRetention } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { people, type World } from '../world.ts'

export const DAY = 24 * 3_600_000
/** Of the local portal; made compliance by `compliance`. */
export const AUDITOR = '16'

/** What happens by itself in an hour, as far as it is about what is kept. */
export async function clockLooks(w: World) {
  while (await w.parts.purge(w.company));
  let after: string | undefined
  do after = await w.parts.warn(w.company, after)
  while (after !== undefined)
  while (await w.parts.seeToHolds(w.company));
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

/** Sessions last minutes: whoever sits down after days opens the page anew. */
export const administrator = (w: World) => atHome(w, people.admin)

export async function compliance(w: World) {
  const admin = await administrator(w)
  await atHome(w, AUDITOR)
  const rights = { standing: 'compliance', reach: 'all', documents: true }
  await admin.call('PUT', `/api/company/standings/people/${AUDITOR}`, rights)
  return atHome(w, AUDITOR)
}

export async function rulesNow(w: World): Promise<ShownRetention> {
  return (await (await administrator(w)).call('GET', '/api/retention')).body
}

export async function preview(w: World, rules: RetentionRule[]): Promise<RetentionPreview> {
  const answer = await (await administrator(w)).call('POST', '/api/retention/preview', { rules })
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Saves rules as somebody does who was shown what they do, and types what he is asked to. */
export async function saveRules(w: World, rules: RetentionRule[]): Promise<RetentionPreview> {
  const { version } = await rulesNow(w)
  const shown = await preview(w, rules)
  const { asOf, confirm } = shown
  const body = { rules, version, asOf, ...(confirm !== undefined && { confirmed: confirm }) }
  const answer = await (await administrator(w)).call('PUT', '/api/retention', body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return shown
}

/** The rules that hold, with another term for one of them. */
export async function withTerm(w: World, id: string, days: number | null): Promise<RetentionRule[]> {
  return (await rulesNow(w)).rules.map((rule) => (rule.id === id ? { ...rule, days } : rule))
}

/** Every receipt there is, the oldest first, each checked: its signature, and the hash of its list. */
export async function receipts(w: World): Promise<{ statement: PurgeStatement; lines: string[][] }[]> {
  const admin = await administrator(w)
  const { body } = await admin.call('GET', '/api/retention/receipts')
  const found = []
  for (const { id } of body.purges.toReversed()) {
    const signed = await admin.call('GET', `/api/retention/receipts/${id}`)
    const verdict = verifyFile(JSON.stringify(signed.body))
    if (!verdict.ok) throw new Error(`receipt ${id}: ${verdict.why}`)
    const statement = verdict.statement as PurgeStatement
    const list = await listOf(w, admin.token, id)
    const sha256 = createHash('sha256').update(list).digest('hex')
    if (sha256 !== statement.list.sha256) throw new Error(`receipt ${id}: the list is another one`)
    const lines = list
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    found.push({ statement, lines })
  }
  return found
}

async function listOf(w: World, token: string, id: string): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` }
  return (await w.http.request(`/api/retention/receipts/${id}/list`, { headers })).text()
}
