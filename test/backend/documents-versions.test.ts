/** Whatever people post, replace, take apart and take back: of each document one version holds, and none is lost. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseFiles } from '../../backend/files/erase.ts'
import { newId } from '../../backend/ids.ts'
import type { ShownDocument } from '../../backend/shown.ts'
import { aboutThread } from '../../backend/threads/about.ts'
import { expectOk, type Posted, post, say } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

const names = ['инвойс.txt', 'cmr.txt', 'акт.txt']

/** A version as it ought to be. */
interface Expected extends Posted {
  name: string
  place: number
  /** Versions of one document have the same one. */
  document: object
  number: number
  withdrawn: boolean
}

type Act =
  | { do: 'post'; name: number; place: number; by: number }
  | { do: 'replace'; one: number; other: number }
  | { do: 'apart' | 'delete' | 'erase'; one: number }

const pick = fc.nat(1000)
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      name: fc.nat(2),
      place: fc.nat(2),
      by: fc.nat(1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), one: pick, other: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('apart' as const, 'delete' as const, 'erase' as const),
      one: pick,
    }),
  },
)

let w: World
let persons: Person[]
/** Two topics and the team's thread: a name is one document in the topics, and another with the team. */
let places: string[]

beforeAll(async () => {
  w = await world(sqliteStores())
  persons = [await w.open(people.manager), await w.open(people.trade)]
  places = [persons[0]!.team, newId(), newId()]
  for (const id of places.slice(1))
    await persons[0]!.post('/api/threads', { id, kind: 'topic', title: 'Тема' })
})
afterAll(() => w?.stop())

test('after any 40 acts each document has one version that holds, and all know it', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 30, maxLength: 40 }), async (doings) => {
      const run = newId().slice(-6)
      const files: Expected[] = []
      for (const act of doings) {
        w.clock.advance(1000)
        await doIt(act, files, run)
      }
      await check(files)
    }),
    { numRuns: 6, seed: 20_261_121 },
  )
})

async function doIt(act: Act, files: Expected[], run: string) {
  const live = files.filter(({ withdrawn }) => !withdrawn)
  if (act.do === 'post') {
    const name = `${run} ${names[act.name]}`
    const who = persons[act.by]!
    const posted = await post(w, who, name, { thread: places[act.place]!, content: newId() })
    const earlier = live.findLast(
      (one) => one.name === name && Math.min(one.place, 1) === Math.min(act.place, 1),
    )
    const document = earlier?.document ?? {}
    files.push({
      ...posted,
      name,
      place: act.place,
      document,
      number: next(files, document),
      withdrawn: false,
    })
    return
  }
  if (live.length === 0) return
  const one = live[act.one % live.length]!
  switch (act.do) {
    case 'replace': {
      const other = live[act.other % live.length]!
      if (one === other) return
      expectOk(await say(persons[0]!, one.id, { replaces: other.id }))
      if (one.document !== other.document)
        Object.assign(one, { number: next(files, other.document), document: other.document })
      return
    }
    case 'apart':
      expectOk(await say(persons[0]!, one.id, { replaces: null }))
      if (files.filter(({ document }) => document === one.document).length > 1)
        Object.assign(one, { document: {}, number: 1 })
      return
    case 'delete':
      expectOk(await author(one).delete(`/api/threads/${one.message.thread}/messages/${one.message.id}`))
      one.withdrawn = true
      return
    case 'erase':
      await w.parts.store.write(w.company, (write) => eraseFiles(write, [one.id], aboutThread))
  }
}

const author = ({ message }: Posted) => persons.find(({ id }) => id === message.author)!

function next(files: Expected[], of: object): number {
  return Math.max(0, ...files.filter(({ document }) => document === of).map(({ number }) => number)) + 1
}

async function check(files: Expected[]) {
  const live = files.filter(({ withdrawn }) => !withdrawn)
  const current = await all('?current=1')
  for (const [, versions] of Map.groupBy(live, ({ document }) => document)) {
    versions.sort((a, b) => b.number - a.number)
    const ids = versions.map(({ id }) => id)
    const { body } = expectOk(await persons[1]!.get(`/api/documents/${ids[0]}/versions`))
    const shown: ShownDocument[] = body.documents
    expect(shown.map(({ file }) => file.id)).toEqual(ids)
    expect(shown.map(({ file }) => file.replaced?.file)).toEqual(
      ids.map((_, place) => (place === 0 ? undefined : ids[0])),
    )
    expect(ids.filter((id) => current.has(id))).toEqual([ids[0]])
  }
}

async function all(query: string): Promise<Set<string>> {
  const found = new Set<string>()
  let before: string | undefined
  do {
    const { body } = expectOk(
      await persons[1]!.get(`/api/documents${query}${before ? `&before=${before}` : ''}`),
    )
    for (const { file } of body.documents) found.add(file.id)
    before = body.next
  } while (before)
  return found
}
