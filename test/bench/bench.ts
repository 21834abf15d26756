/**
 * `npm run bench`: how fast it is beside what this machine allows, measured in the same run. One line of JSON for each
 * figure, then a table with the ratios of the run before, then the goals missed. `--only pages` runs one; `--cpu-prof` keeps a profile of each server.
 */
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { audit } from './audit.ts'
import { control } from './control.ts'
import { dynamics } from './dynamics.ts'
import { errands } from './errands.ts'
import { fanOut } from './fan-out.ts'
import { type Figure, line, table } from './figure.ts'
import { files } from './files.ts'
import { growth } from './growth.ts'
import { hosts } from './hosts.ts'
import { leaving } from './leaving.ts'
import { looking } from './looking.ts'
import { neighbours } from './neighbours.ts'
import { nodes } from './nodes.ts'
import { pages } from './pages.ts'
import { purging } from './purging.ts'
import { lastRatios, saveRatios } from './saved.ts'
import { searching } from './searching.ts'
import { sends } from './sends.ts'
import { sizing } from './sizing.ts'
import { snapshot } from './snapshot.ts'
import { sockets } from './sockets.ts'
import { starting } from './starting.ts'
import { unread } from './unread.ts'
import { widget } from './widget.ts'

const all = {
  sends,
  pages,
  snapshot,
  sockets,
  'fan-out': fanOut,
  unread,
  growth,
  widget,
  control,
  dynamics,
  starting,
  searching,
  errands,
  hosts,
  neighbours,
  looking,
  leaving,
  purging,
  audit,
  files,
  nodes,
  sizing,
}

const { values } = parseArgs({ options: { only: { type: 'string' }, 'cpu-prof': { type: 'boolean' } } })
const chosen = Object.entries(all).filter(([name]) => values.only === undefined || name === values.only)
const profiles = join(tmpdir(), 'dealthread-profiles')
const profiled = values['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []
if (chosen.length === 0) throw new Error(`--only ${Object.keys(all).join(' | ')}`)

const figures: Figure[] = []
for (const [name, measure] of chosen) {
  const began = performance.now()
  for (const figure of await measure([...profiled, 'dist/backend/main.js'])) {
    figures.push(figure)
    console.log(line(figure))
  }
  console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
}

const missed = figures.filter(({ met }) => !met)
console.log(`\n${table(figures, lastRatios())}\n`)
saveRatios(figures)
// Times beside fixed limits mean little on a machine that does much else.
console.log(
  `Load of the machine at the end: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
)
if (values['cpu-prof']) console.log(`Profiles: ${profiles}`)
console.log(missed.length > 0 ? `Missed: ${missed.map(({ name }) => name).join(', ')}` : 'Every goal is met.')
process.exitCode = missed.length > 0 ? 1 : 0
