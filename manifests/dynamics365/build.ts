/**
 * `npm run build:solution`: builds the scripts, checks them, and writes the packages to dist/solutions; the control's own
 * files lie in dist/solutions/control besides, as an organisation serves them.
 *
 *   --server https://chat.example.com   builds that server in; else each form names its own
 *   --form opportunity=<form id>        the managed package brings the tab to that form; may be repeated
 *   --conform                           asks Microsoft's own tool as well, which is fetched for it
 *   --out <folder>
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { guid } from '../../crm-adapters/dynamics365/passed.ts'
import { controlName, solutionName, type Table, tables } from '../../crm-adapters/dynamics365/solution.ts'
import manifest from '../../package.json' with { type: 'json' }
import { bundles } from './build/bundles.ts'
import { disagreements } from './build/conform.ts'
import { faultsOf, faultsOfControl, gzipped } from './build/gates.ts'
import { allow } from './build/version.ts'
import released from './released.json' with { type: 'json' }
import { archive } from './solution/archive.ts'
import { contents, type Edition } from './solution/contents.ts'
import type { FormPlace } from './solution/form-difference.ts'
import { validate } from './validate/validate.ts'

const { values: given } = parseArgs({
  options: {
    server: { type: 'string', default: '' },
    form: { type: 'string', multiple: true, default: [] },
    conform: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist/solutions' },
  },
})

const { version } = manifest
const server = given.server && originOf(given.server)
const built = await bundles(server)
const digest = createHash('sha256').update(built.control).digest('hex')
refuse([...faultsOfControl(built.control), ...faultsOf(built.page), ...faultsOf(built.form)])
allow(version, digest, released)
if (given.conform) refuse(await disagreements())

const common = { version, server, control: true, forms: [] }
layOut({ ...common, managed: false })
write('unmanaged', { ...common, managed: false })
write('managed', { ...common, managed: true, forms: given.form.map(placeOf) })
write('onpremises', { ...common, managed: true, control: false })
console.log(`control ${version}: ${gzipped(built.control)} bytes gzipped, SHA-256 ${digest}`)

function write(name: string, edition: Edition) {
  const files = contents(edition, built)
  refuse(validate(files).map(({ rule, message }) => `${name}: ${message} (${rule})`))
  const bytes = archive(files)
  const path = join(given.out, `${solutionName}_${version}_${name}.zip`)
  mkdirSync(given.out, { recursive: true })
  writeFileSync(path, bytes)
  console.log(`${path}  ${bytes.length} bytes`)
}

function layOut(edition: Edition) {
  for (const [path, text] of contents(edition, built)) {
    const [, file] = path.split(`Controls/${controlName}/`)
    if (file === undefined) continue
    const target = join(given.out, 'control', file)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}

function refuse(faults: string[]) {
  if (faults.length === 0) return
  console.error(`Not built:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  process.exit(1)
}

function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:') throw new Error(`--server ${address} is not an https address`)
  return url.origin
}

function placeOf(text: string): FormPlace {
  const [table = '', id = ''] = text.split('=')
  const form = guid(id)
  if (!form || !Object.hasOwn(tables, table))
    throw new Error(`--form ${text} is not <table>=<form id>; tables: ${Object.keys(tables).join(', ')}`)
  if (!server) throw new Error('--form needs --server: the tab names it')
  // The column a control stands on is made when the organisation is connected, which is after the import.
  return { table: table as Table, form, server, door: 'webresource' }
}
