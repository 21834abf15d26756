/** `npm run faults`: what goes wrong with servers, done to the real one. One line for each drill; 1 when a promise was broken. */
import { parseArgs } from 'node:util'
import { type Drill, NotHere, type Options } from './drill.ts'
import { drills } from './drills.ts'
import { onSmallDisk, onSmallDiskNow } from './means/small-disk.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    share: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    program: { type: 'string', default: 'dist/backend/main.js' },
  },
})

if (values.list) {
  for (const { name, says } of drills) console.log(`${name.padEnd(15)} ${says}`)
} else {
  const options: Options = {
    program: [values.program],
    seed: Number(values.seed),
    share: Number(values.share),
    minutes: Number(values.minutes),
  }
  for (const drill of chosen(values.only)) {
    if (!(await passes(drill, options))) process.exitCode = 1
  }
}

function chosen(only: string | undefined): readonly Drill[] {
  if (only === undefined) return drills
  return only.split(',').map((wanted) => {
    const drill = drills.find(({ name }) => name === wanted)
    if (!drill) throw new Error(`there is no drill ${wanted}, only ${drills.map(({ name }) => name).join()}`)
    return drill
  })
}

/** Runs one and says how it went; where it needs a disk of its own, in a process that has one. */
async function passes(drill: Drill, options: Options): Promise<boolean> {
  const { name, disk, system } = drill
  const began = performance.now()
  try {
    if (disk && !onSmallDiskNow()) {
      const again = ['--only', name, ...Object.entries(options).map(([key, value]) => `--${key}=${value}`)]
      return await onSmallDisk({ megabytes: disk, system }, [...process.execArgv, process.argv[1]!, ...again])
    }
    const { figures, broken } = await drill.run(options)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(
      `${broken.length > 0 ? 'FAIL' : 'PASS'} ${name} (${seconds} s, seed ${options.seed}): ${figures}`,
    )
    for (const promise of broken.slice(0, 20)) console.log(`     ${promise}`)
    return broken.length === 0
  } catch (error) {
    if (error instanceof NotHere) {
      console.log(`SKIP ${name}: ${error.message}`)
      return true
    }
    console.log(`FAIL ${name}: it could not be carried through (seed ${options.seed})`)
    console.log(error)
    return false
  }
}
