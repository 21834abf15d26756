/**
 * `npm run bench`: how fast it is beside what this machine allows, measured in the same run. One line of JSON for each
 * figure, then a table with the ratios of the run before, then the goals missed. `--list` says what there is, `--only pages`
 * runs one (`--only pages,sends` two), `--full` also fills databases that take minutes, `--small` only shows that all of it
 * works; `--cpu-prof` keeps a profile of each server.
 */
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, benches } from './benches.ts'
import type { Extent } from './extent.ts'
import { type Figure, line, table } from './figure.ts'
import { lastRatios, saveRatios } from './saved.ts'

const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    'cpu-prof': { type: 'boolean', default: false },
  },
})
const profiles = join(tmpdir(), 'dealthread-profiles')
const profiled = values['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []

if (values.list) {
  for (const { name, says } of benches) console.log(`${name.padEnd(12)} ${says}`)
} else {
  await run(chosen(values.only), values.small ? 'small' : values.full ? 'full' : 'usual')
}

function chosen(only: string | undefined): readonly Bench[] {
  if (only === undefined) return benches
  return only.split(',').map((wanted) => {
    const bench = benches.find(({ name }) => name === wanted)
    if (!bench) throw new Error(`there is no bench ${wanted}, only ${benches.map(({ name }) => name).join()}`)
    return bench
  })
}

async function run(wanted: readonly Bench[], extent: Extent) {
  const figures: Figure[] = []
  const began = performance.now()
  for (const { name, measure } of wanted) {
    const start = performance.now()
    for (const figure of await measure([...profiled, 'dist/backend/main.js'], extent)) {
      figures.push(figure)
      console.log(line(figure))
    }
    console.error(`${name}: ${secondsSince(start)} s`)
  }

  const missed = figures.filter(({ met }) => !met)
  console.log(`\n${table(figures, lastRatios())}\n`)
  // What is measured small is nothing to compare with.
  if (extent !== 'small') saveRatios(figures)
  // Times beside fixed limits mean little on a machine that does much else.
  const load = loadavg().map((minutes) => minutes.toFixed(1))
  console.log(`${secondsSince(began)} s; load of the machine at the end: ${load.join(', ')}`)
  if (values['cpu-prof']) console.log(`Profiles: ${profiles}`)
  console.log(
    missed.length > 0 ? `Missed: ${missed.map(({ name }) => name).join(', ')}` : 'Every goal is met.',
  )
  process.exitCode = missed.length > 0 ? 1 : 0
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1000)
}
