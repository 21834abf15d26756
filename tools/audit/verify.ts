/**
 * Checks the audit log of a store, with the settings the backend has: `npm run audit:verify [-- --heads heads.jsonl]
 * [--key <public key>] [--texts]`; with `--texts` what messages say is held against it. An export is checked by `verifier.mjs` beside this, which needs nothing of ours.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Checked, checkLog } from '../../backend/audit/checking.ts'
import { type CheckedTexts, checkTexts } from '../../backend/audit/texts.ts'
import { readSettings } from '../../backend/settings.ts'
import { withKeys } from '../arguments.mjs'
import { openOurs } from '../opened.ts'

const { values } = parseArgs({
  args: withKeys(process.argv.slice(2)),
  options: {
    heads: { type: 'string' },
    key: { type: 'string', multiple: true },
    texts: { type: 'boolean', default: false },
  },
})

process.exitCode = (await checkStore()) ? 0 : 1

async function checkStore(): Promise<boolean> {
  const settings = readSettings(process.env)
  const heads = headsIn(values.heads ?? settings.AUDIT_HEADS)
  const { store, mark } = await openOurs(settings)
  const found: Checked[] = []
  const texts: CheckedTexts[] = []
  for (const company of await store.companies()) {
    const against = { heads: heads.get(company), keys: values.key, mark }
    found.push(await checkLog(store, company, against))
    if (values.texts) texts.push(await checkTexts(store, company))
  }
  await store.close()
  for (const one of found) tell(one)
  for (const one of texts) tellTexts(one)
  const missing = [...heads.keys()].filter((company) => !found.some((one) => one.company === company))
  for (const company of missing) console.error(`${company}: heads were published, and there is no log`)
  if (heads.size === 0)
    console.log(
      'No published heads were given (--heads, or AUDIT_HEADS): that the newest entries were cut off, or that all of it was ' +
        'made anew with our own key, can only be seen against them.',
    )
  const isAsNoted = found.every(({ wrong }) => wrong.length === 0)
  return missing.length === 0 && isAsNoted && texts.every(({ changed }) => changed.length === 0)
}

function tell({ company, entries, signed, heads, erased, wrong }: Checked) {
  const about = `${entries} entries, ${signed} of them signed, held against ${heads} published heads, ${erased} values erased`
  console.log(`${company}: ${wrong.length === 0 ? 'as it was noted' : 'NOT as it was noted'} (${about})`)
  for (const one of wrong) console.error(`  ${JSON.stringify(one)}`)
}

function tellTexts({ company, proven, unproven, changed }: CheckedTexts) {
  console.log(
    `${company}: ${proven} texts as they were noted, ${unproven} of which nothing is noted, or no more`,
  )
  for (const id of changed) console.error(`  message ${id} says something else than was noted`)
}

/** Published heads by company. */
function headsIn(file: string | undefined): Map<string, string[]> {
  const heads = new Map<string, string[]>()
  if (!file) return heads
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { company, note }: { company: string; note: string } = JSON.parse(line)
    heads.set(company, [...(heads.get(company) ?? []), note])
  }
  return heads
}
