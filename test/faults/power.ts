import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '../bench/texts.ts'
import { type Served, served, settingsFor } from '../served.ts'
import { type Drill, type Options, unless } from './drill.ts'
import { cutPower } from './means/power-cut.ts'
import { type Step, stepsIn } from './means/recording.ts'
import { needStrace } from './means/strace.ts'
import { brokenIn } from './power-image.ts'
import { type Promised, work } from './power-work.ts'
import { readAll, type Sender, sitDown } from './senders.ts'

const CUTS = 500
const MESSAGES = 1500
/** One in so many is opened by the server itself, too, and read through it. */
const SERVED_EVERY = 50
/** Cuts with a server that was weakened on purpose: a trial that cannot fail would prove nothing. */
const WEAK_CUTS = 40
const WEAKNESSES = ['OFF', 'NORMAL', 'files']

/** All that reaches the disk is recorded; then the power goes at chosen moments, and what was not flushed is left to chance. */
export const power: Drill = {
  name: 'power',
  says: 'power cuts, replayed from recorded writes and flushes (strace)',
  async run(options) {
    needStrace()
    const { program, share } = options
    const cuts = Math.ceil(CUTS * share)
    const strong = await recordAndCut(options, cuts, '')
    const weak = []
    for (const weakness of WEAKNESSES) {
      const weakened = { ...options, program: ['--import', './test/faults/means/weakened.ts', ...program] }
      weak.push({
        weakness,
        ...(await recordAndCut(weakened, Math.ceil(WEAK_CUTS * Math.min(1, share * 2)), weakness)),
      })
    }
    return {
      figures:
        `${cuts} cuts in ${strong.steps} steps with ${strong.promised} promises: ${strong.bad} broke one; ` +
        `to compare, weakened: ${weak.map(({ weakness, bad, cuts }) => `${weakness} ${bad} of ${cuts}`).join(', ')}`,
      broken: [
        ...strong.broken,
        ...weak.flatMap(({ weakness, bad }) =>
          unless(bad > 0, `${weakness} was not noticed: it is no trial`),
        ),
      ],
    }
  },
}

async function recordAndCut({ program, share, seed }: Options, cuts: number, weakened: string) {
  const scratch = mkdtempSync(join(tmpdir(), 'dealthread-power-'))
  const [log, before, image] = ['log', 'before', 'image'].map((name) => join(scratch, name)) as [
    string,
    string,
    string,
  ]
  const server = await served(program)
  try {
    const senders = await sitDown(server)
    const messages = Math.ceil(MESSAGES * Math.min(1, Math.max(share, 0.1)))
    const promised = await work(server, senders, { log, before, messages, weakened })
    const steps = stepsIn(log, server.folder, [join(server.folder, 'dealthread.db')])
    const chance = random(seed)
    const broken: string[] = []
    let bad = 0
    for (let cut = 0; cut < cuts; cut += 1) {
      const after = 1 + Math.floor(chance() * steps.length)
      cutPower(steps, after, chance, { from: before, folder: server.folder, to: image })
      const kept = promised.filter(({ size }) => size <= endOf(steps, after))
      const found = [
        ...(cut % SERVED_EVERY === 0 && !weakened ? await servedFrom(server, image, senders, kept) : []),
        ...(await brokenIn(image, settingsFor(server.portal), kept)),
      ]
      if (found.length > 0) bad += 1
      broken.push(...new Set(found.map((words) => `cut after step ${after}: ${words}`)))
    }
    return { cuts, bad, broken, steps: steps.length, promised: promised.length }
  } finally {
    await server.end()
    rmSync(scratch, { recursive: true, force: true })
  }
}

const endOf = (steps: Step[], after: number) => steps[after - 1]?.end ?? 0

/** The server itself started on it, and read through it. */
async function servedFrom(
  server: Served,
  image: string,
  senders: Sender[],
  promised: Promised[],
): Promise<string[]> {
  rmSync(server.folder, { recursive: true })
  cpSync(image, server.folder, { recursive: true })
  await server.start()
  const stored = await readAll(server, senders)
  await server.stop()
  const ids = new Set([...stored.values()].flat().map(({ id }) => id))
  return promised.flatMap((one) =>
    one.what === 'message' && !ids.has(one.id) ? ['served without a message'] : [],
  )
}
