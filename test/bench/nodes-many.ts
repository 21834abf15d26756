/**
 * Fifty companies whose people are spread over one node and over two; and what a second bare writer gains, which is all that
 * this machine has to give, for the database works on it, too.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { newId } from '../../backend/ids.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { atLeast, type Figure } from './figure.ts'
import type { BareWanted } from './nodes-bare.ts'
import { type Places, type Seat, type Size, sendAt } from './nodes-places.ts'
import { type Asked, recorded } from './nodes-replay.ts'
import { median } from './quantiles.ts'
import { writer } from './texts.ts'

/** Writers of each company. */
const EACH = 2
/** Connections of a node, when nothing else is said. */
const CONNECTIONS = 10
/** Commits of each company that the bare writers repeat. */
const COMMITS = 20

export async function manyCompanies(
  places: Places,
  seats: Seat[],
  { rounds: times, seconds }: Size,
): Promise<Figure[]> {
  const rounds: Record<'one' | 'two' | 'bareOne' | 'bareTwo', number>[] = []
  for (let round = 0; round < times; round += 1) {
    const url = await places.copy(`many_${round}`)
    const wanted = { url, seats, each: EACH, seconds }
    const [one] = await sendAt([wanted])
    const both = await sendAt([wanted, wanted])
    const companies = await recordedOf(await places.copy(`many_recorded_${round}`), seats)
    const half = companies.filter((_, n) => n % 2 === 0)
    const rest = companies.filter((_, n) => n % 2 === 1)
    rounds.push({
      one: one!.perSecond,
      two: both.reduce((sum, { perSecond }) => sum + perSecond, 0),
      bareOne: await bare(await places.copy(`bare_one_${round}`), [companies]),
      bareTwo: await bare(await places.copy(`bare_two_${round}`), [half, rest]),
    })
  }
  const of = (what: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[what]))
  const [one, two, bareOne, bareTwo] = [of('one'), of('two'), of('bareOne'), of('bareTwo')]
  const also = { companies: seats.length, cores: 'shared with the database', bareOne, bareTwo }
  return [
    atLeast(1.7, { name: 'Postgres, two nodes beside one', unit: '1/s', ours: two, limit: one, also }),
    // 1.7 where the machine gives 2.
    atLeast(0.85, {
      name: 'Postgres, gain of a second node beside that of a second bare writer',
      ...{ unit: 'times', ours: two / one, limit: bareTwo / bareOne, also },
    }),
  ]
}

/** What each company asks of the database, commit by commit, with as many messages in one as it has writers. */
async function recordedOf(url: string, seats: Seat[]): Promise<Asked[][][]> {
  const store = await openPostgres(url)
  const write = writer(2)
  const companies: Asked[][][] = []
  for (const { thread, ...viewer } of seats) {
    const send = () =>
      store.write(viewer.company, async (w) => {
        const draft = compose({ text: write(), files: [], mentions: [] })
        await sendMessage(w, viewer, thread, newId(), draft)
      })
    const groups: Asked[][] = []
    for (let n = 0; n < COMMITS; n += 1) {
      groups.push(await recorded(() => Promise.all(Array.from({ length: EACH }, send))))
    }
    companies.push(groups)
  }
  await store.close()
  return companies
}

/** Messages a second of so many bare writers at once, each with its companies. */
async function bare(url: string, shares: Asked[][][][]): Promise<number> {
  const writers = await Promise.all(
    shares.map(async (companies) => {
      // Dates and bytes have to arrive as what they are.
      const process = fork('test/bench/nodes-bare.ts', {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        serialization: 'advanced',
      })
      const wanted: BareWanted = { url, companies, connections: CONNECTIONS }
      process.send(wanted)
      await once(process, 'message')
      return process
    }),
  )
  const began = performance.now()
  await Promise.all(
    writers.map(async (process) => {
      const done = once(process, 'message')
      process.send('begin')
      await done
    }),
  )
  const seconds = (performance.now() - began) / 1000
  return (shares.flat().length * COMMITS * EACH) / seconds
}
